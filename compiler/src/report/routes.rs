//! The way of each task from each sender: what `qc routes` prints and the playground shows.

use serde::Serialize;

use crate::plan::{Because, Plan, Way, Worker};
use crate::source::{Sources, Span};

/// The way of one task from one sender.
#[derive(Debug, Clone, Serialize)]
pub struct Row<'a> {
    /// The task.
    pub task: &'a str,
    /// The service that sends it.
    pub sender: &'a str,
    /// The queue's name in the broker.
    pub queue: String,
    /// The worker's name in Kubernetes; `None` when nothing consumes the queue.
    pub worker: Option<&'a str>,
    /// What scales the worker, and how far.
    pub scaler: String,
    /// Whether the worker knows the task.
    pub registered: bool,
    /// What decides it.
    pub because: String,
    /// The route that decides it, where one does.
    #[serde(skip)]
    pub span: Option<Span>,
}

/// A way, written down.
pub fn row<'a>(plan: &'a Plan<'_>, way: &Way<'a>, sources: &Sources) -> Row<'a> {
    let worker = way.worker.map(|index| &plan.workers[index]);
    Row {
        task: way.task,
        sender: &plan.model.service(way.sender).name,
        queue: plan.broker_name(way.service, way.variant),
        worker: worker.map(|worker| &*worker.workload),
        scaler: worker.map_or_else(String::new, Worker::scaled),
        registered: way.registered,
        because: way.reason(plan, sources),
        span: match way.because {
            Because::Route(route) => Some(route.span),
            _ => None,
        },
    }
}
