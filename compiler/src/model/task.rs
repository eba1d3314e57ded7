//! Tasks and routes.

use super::{ServiceId, Slot, Text};
use crate::language::keys::bound::Bound;
use crate::language::value::{QueueName, Seconds, Word};
use crate::source::Span;

/// `route TASK -> QUEUE`: one for each subject of the statement.
#[derive(Debug, Clone, Default)]
pub struct Route<'s> {
    /// The task, or a pattern of tasks with `*`.
    pub task: Text<'s>,
    /// Its place.
    pub span: Span,
    /// The whole statement.
    pub statement: Span,
    /// The queue.
    pub queue: QueueName<'s>,
    /// The queue's service.
    pub service: ServiceId,
    /// The queue's place.
    pub queue_span: Span,
    /// Whether it takes the place of another route.
    pub amends: bool,
    /// How urgent the task is, 9 the most, on every broker.
    pub priority: Slot<i64>,
}

/// `task NAME`: facts of a task, of the catalog's or of a plugin's.
#[derive(Debug, Clone, Default)]
pub struct Task<'s> {
    /// Its name.
    pub name: Text<'s>,
    /// Its place.
    pub span: Span,
    /// The services that register it.
    pub registered: Slot<Vec<Word<'s>>>,
    /// After which it is killed.
    pub time_limit: Slot<Seconds>,
    /// After which it is told to stop.
    pub soft_time_limit: Slot<Seconds>,
    /// How long it runs; only one in a hundred runs longer.
    pub runtime: Slot<Seconds>,
    /// How far ahead it is sent at most, by `eta` or `countdown`.
    pub eta: Slot<Seconds>,
    /// How often a worker starts it, as Celery writes it: `10/m`.
    pub rate_limit: Slot<Text<'s>>,
    /// Whether it can run twice without harm.
    pub idempotent: Slot<bool>,
    /// What it spends its time on.
    pub bound: Slot<Bound>,
}
