//! What decides how many pods a worker has, and between which numbers.

use rustc_hash::FxHashMap;

use super::week;
use super::{Plan, Worker};
use crate::language::keys;
use crate::language::keys::count::Count;
use crate::language::keys::pool::Pool;
use crate::language::value::{Concurrency, Seconds};
use crate::model::{Hpa, Keda, ServiceId, Setting, Task, value_or};
use crate::source::Span;

/// What decides how many pods a worker has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scaler<'p> {
    /// Nothing: always so many.
    Fixed(i64),
    /// KEDA, by the length of queues.
    Keda(&'p Keda),
    /// A HorizontalPodAutoscaler, by what the pods use.
    Hpa(&'p Hpa),
}

impl<'p> Worker<'p> {
    /// What decides how many pods it has.
    pub fn scaler(&self) -> Scaler<'p> {
        let settings = self.settings;
        match (&settings.keda, &settings.hpa) {
            (Some(keda), _) => Scaler::Keda(keda),
            (None, Some(hpa)) => Scaler::Hpa(hpa),
            (None, None) => Scaler::Fixed(self.fixed_replicas()),
        }
    }

    /// How many pods it has where nothing scales it. A batch pool has none while nobody has it, and then those that
    /// were reserved.
    fn fixed_replicas(&self) -> i64 {
        let unsaid = match &self.settings.claim {
            Some(claim) if claim.by.is_some() => value_or(&claim.max, 1),
            Some(_) => 0,
            None => keys::replicas::DEFAULT,
        };
        value_or(&self.settings.replicas, unsaid)
    }

    /// How many pods there are at rest and at full scale, the windows of the week included.
    pub fn replicas(&self) -> (i64, i64) {
        let limits = match self.scaler() {
            Scaler::Fixed(replicas) => return (replicas, replicas),
            Scaler::Keda(keda) => (keda.min(), keda.max()),
            Scaler::Hpa(hpa) => (hpa.min(), hpa.max()),
        };
        week::extremes(self.settings, limits)
    }

    /// Whether its scaler counts the tasks that it has taken and not finished. Such a worker acknowledges a task when it
    /// has ended, and on Redis keeps what it has taken under a key of its own.
    pub fn counts_in_flight(&self) -> bool {
        self.settings.keda.as_ref().is_some_and(|keda| value_or(&keda.count, Count::Waiting) == Count::InFlight)
    }

    /// What its scaler counts, where the file says so.
    pub fn counted(&self) -> Option<Count> {
        self.settings.keda.as_ref()?.count.as_ref().map(|count| count.value)
    }

    /// How many tasks one of its pods has taken when it is busy: those that it runs, and those that wait in it. `None`
    /// where the node decides how many it runs.
    pub fn places(&self) -> Option<u32> {
        let ahead = value_or(&self.settings.prefetch_multiplier, keys::prefetch_multiplier::DEFAULT).max(1);
        let ahead = if self.takes_ahead() { u32::try_from(ahead).unwrap_or(1) } else { 1 };
        self.most_at_once().map(|running| running.saturating_mul(ahead))
    }

    /// How many tasks one of its pods runs at once at most. `None` where the node decides.
    pub fn most_at_once(&self) -> Option<u32> {
        match self.settings.concurrency.as_ref().map(|concurrency| concurrency.value) {
            // It runs one, whatever is said.
            _ if self.pool() == Pool::Solo => Some(1),
            Some(Concurrency::Fixed(number) | Concurrency::Auto(_, number)) => Some(number.max(1)),
            None => None,
        }
    }

    /// How many running tasks are a pod of its own to its scaler: those that a pod surely runs at once. `None` where the node
    /// decides. Messages that it has taken ahead are counted with them, so that the scaler keeps too many pods rather than
    /// too few.
    pub fn least_at_once(&self) -> Option<u32> {
        match self.settings.concurrency.as_ref().map(|concurrency| concurrency.value) {
            Some(Concurrency::Auto(least, _)) if self.pool() != Pool::Solo => Some(least.max(1)),
            _ => self.most_at_once(),
        }
    }

    /// Whether a pod takes messages that it cannot run yet. Green pools take one or two at most, whatever is said, and
    /// solo takes one at a time (measured on Celery 5.4 to 5.7).
    fn takes_ahead(&self) -> bool {
        matches!(self.pool(), Pool::Prefork | Pool::Threads) && !value_or(&self.settings.disable_prefetch, false)
    }

    /// The hash in which such a worker keeps what it has taken (kombu's `unacked_key`), without the broker's prefix.
    pub fn unacked_key(&self) -> String {
        format!("unacked.{}", self.workload)
    }
}

impl<'p> Worker<'p> {
    /// The task with the longest measured runtime among those that reach it.
    pub fn longest_run(&self) -> Option<(&'p Task<'p>, Setting<Seconds>)> {
        let known = self.tasks.iter().filter_map(|task| Some((*task, task.runtime?)));
        known.max_by_key(|(_, runtime)| runtime.value)
    }
}

impl Plan<'_> {
    /// What makes the messages of a worker's queues wait in several lists of Redis: the broker's steps, or the first
    /// route with a priority that ends at one of its queues. `None` where every queue is one list.
    pub fn priorities(&self, worker: &Worker<'_>) -> Option<Span> {
        let broker = &self.model.broker;
        if !broker.is_redis() || matches!(broker.steps(), [0]) {
            return None;
        }
        if let Some(steps) = &broker.priority_steps {
            return Some(steps.span);
        }
        let mut queues = worker.consumes.iter();
        queues.find_map(|queue| self.urgent(queue.service, &queue.variant))
    }

    fn urgent(&self, service: ServiceId, variant: &str) -> Option<Span> {
        // A shorter life than that of the keys will do for the key to look up.
        let urgent: &FxHashMap<(ServiceId, &str), Span> = &self.urgent;
        if urgent.is_empty() { None } else { urgent.get(&(service, variant)).copied() }
    }
}
