//! What is known of a worker's tasks → how long they stay with it: how long its pods may take to stop (`grace`), and after
//! which Redis may give what it has taken to another worker (`visibility_timeout`).
//!
//! soft limit ≤ hard limit ≤ grace < visibility timeout. Without a key of its own each is derived from the one before it.

use super::{Limit, Plan, Worker};
use crate::catalog::{self, option};
use crate::language::keys;
use crate::language::keys::pool::Pool;
use crate::language::value::{Seconds, Version};
use crate::model::{Setting, Slot, Task, value_or};
use crate::source::Span;

/// The grace of a worker whose tasks have no limit: what operators of large sites give their default workers.
const UNLIMITED: u32 = 600;
/// What a pod needs to stop after its last task: 2 s measured with prefork.
const STOPPING: u32 = 10;
/// The same with gevent and eventlet: 5 s measured, and 11 s where they look for orphaned messages.
const STOPPING_GREEN: u32 = 20;
/// The first Celery whose threads put back what they have taken and not begun when they are told to stop.
pub const PUTS_BACK: Version = Version::line(5, 7);
/// A derived visibility timeout is made of whole hours, because nobody measures its parts to the minute.
const HOUR: u32 = 3600;

/// What is known of how long tasks take, beside the longest hard limit.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Times<'p> {
    /// The longest runtime among the tasks that no limit ends here.
    pub runtime: Option<Limit<'p>>,
    /// The longest way ahead at which a task is sent.
    pub eta: Option<Limit<'p>>,
    /// The shortest hard limit among the tasks that have no soft limit of their own: those that have the worker's.
    pub shortest_hard: Option<Limit<'p>>,
    /// The longest soft limit among the tasks that have no hard limit of their own.
    pub longest_soft: Option<Limit<'p>>,
}

/// The times of one task: what the file says, else what the catalog knows of its code.
#[derive(Debug, Clone, Copy)]
pub struct TaskFacts<'p> {
    /// After which it is killed.
    pub hard: Option<Limit<'p>>,
    /// After which it is told to stop.
    pub soft: Option<Limit<'p>>,
    /// How long it runs; only one in a hundred runs longer.
    pub runtime: Option<Limit<'p>>,
    /// How far ahead it is sent.
    pub eta: Option<Limit<'p>>,
}

impl<'p> TaskFacts<'p> {
    /// The times of a task of that name.
    pub fn new(task: &'p str, facts: Option<&Task<'_>>, catalog: Option<&catalog::Task>) -> Self {
        let of =
            |slot: &Slot<Seconds>| slot.as_ref().map(|time| Limit { task, limit: time.value, span: Some(time.span) });
        let in_code = catalog.and_then(|task| task.time_limit).map(Seconds);
        Self {
            hard: facts.and_then(|facts| of(&facts.time_limit)).or(in_code.map(|limit| Limit {
                task,
                limit,
                span: None,
            })),
            soft: facts.and_then(|facts| of(&facts.soft_time_limit)),
            runtime: facts.and_then(|facts| of(&facts.runtime)),
            eta: facts.and_then(|facts| of(&facts.eta)),
        }
    }
}

/// The longest time that a task is known to take in a worker, and how that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slowest<'p> {
    /// The task; `None` where the worker's own limit says it of all.
    pub task: Option<&'p str>,
    /// The time.
    pub time: Seconds,
    /// Whether it was measured; else a limit allows it.
    pub measured: bool,
    /// Where the file says so; `None` when the catalog does.
    pub span: Option<Span>,
}

impl<'p> Worker<'p> {
    /// Notes the times of a task that reaches it.
    pub(super) fn reached_by(&mut self, task: &TaskFacts<'p>) {
        longer(&mut self.longest, task.hard);
        longer(&mut self.times.eta, task.eta);
        if self.limit_of(task).is_none() {
            longer(&mut self.times.runtime, task.runtime);
        }
        if task.soft.is_none() {
            let shortest = &mut self.times.shortest_hard;
            *shortest = [*shortest, task.hard].into_iter().flatten().min_by_key(|hard| hard.limit);
        }
        if task.hard.is_none() {
            longer(&mut self.times.longest_soft, task.soft);
        }
    }

    /// After which a task is ended here, if anything ends it: each limit is the task's own, else the worker's, and holds
    /// where the pool keeps it.
    pub fn limit_of(&self, task: &TaskFacts<'_>) -> Option<Seconds> {
        let own = |own: Option<Limit<'_>>, slot: &Slot<Seconds>, option: usize| {
            let limit = own.map(|own| own.limit).or(slot.as_ref().map(|limit| limit.value));
            limit.filter(|_| self.minds(option))
        };
        let hard = own(task.hard, &self.settings.time_limit, option::TIME_LIMIT);
        let soft = own(task.soft, &self.settings.soft_time_limit, option::SOFT_TIME_LIMIT);
        // Of both the longer ends it: prefork arms the hard one when the soft one fires.
        hard.max(soft)
    }

    /// How long its pods may take to stop: what the file says, or what its tasks need.
    pub fn grace(&self) -> Seconds {
        self.settings.grace.as_ref().map_or_else(|| self.needed_grace(), |grace| grace.value)
    }

    /// The limit of the tasks that have none of their own: the hard one, else the soft one. What the pool ignores is none.
    pub fn time_limit(&self) -> Option<&Setting<Seconds>> {
        let hard = self.settings.time_limit.as_ref().filter(|_| self.minds(option::TIME_LIMIT));
        hard.or(self.settings.soft_time_limit.as_ref().filter(|_| self.minds(option::SOFT_TIME_LIMIT)))
    }

    /// How many tasks one after the other a place in the worker may have to finish when it is told to stop: a green pool
    /// has taken one more batch, and threads of an older Celery run all that they have taken (facts of Celery 5.4 to 5.7).
    pub fn batches(&self) -> u32 {
        match self.pool() {
            Pool::Gevent | Pool::Eventlet => 2,
            // Acknowledged early, what runs is no longer among what it has taken.
            Pool::Threads if self.celery < PUTS_BACK => {
                self.rounds().saturating_add(u32::from(!self.counts_in_flight()))
            }
            _ => 1,
        }
    }

    /// The grace that its tasks need, as far as anything is known of them.
    pub fn needed_grace(&self) -> Seconds {
        let stopping = if self.is_green() { STOPPING_GREEN } else { STOPPING };
        let enough = |time: Seconds| time.0.saturating_mul(self.batches()).saturating_add(stopping);
        let known = [self.longest, self.times.runtime].into_iter().flatten().map(|longest| enough(longest.limit));
        let own = self.time_limit().map_or(UNLIMITED, |limit| enough(limit.value));
        Seconds(known.fold(own, u32::max))
    }

    /// The longest time that a task is known to take.
    pub fn slowest(&self) -> Option<Slowest<'p>> {
        let of = |limit: Limit<'p>, measured| Slowest {
            task: Some(limit.task),
            time: limit.limit,
            measured,
            span: limit.span,
        };
        let own = self.time_limit().map(|limit| Slowest {
            task: None,
            time: limit.value,
            measured: false,
            span: Some(limit.span),
        });
        let longest = self.longest.filter(|_| self.minds(option::TIME_LIMIT)).map(|limit| of(limit, false));
        let runtime = self.times.runtime.map(|limit| of(limit, true));
        // Of equals the last is taken: a name says more than none, and what was measured more than what is allowed.
        [own, longest, runtime].into_iter().flatten().max_by_key(|slowest| slowest.time)
    }

    /// For how many tasks, one after the other, a message that it has taken may stand unacknowledged. Measured: with early
    /// acknowledgement the tasks before it, with late acknowledgement those and its own (facts of Celery 5.4 to 5.7).
    pub fn rounds(&self) -> u32 {
        let late = self.counts_in_flight();
        if value_or(&self.settings.disable_prefetch, false) {
            return u32::from(late);
        }
        let prefetch = value_or(&self.settings.prefetch_multiplier, keys::prefetch_multiplier::DEFAULT);
        let prefetch = u32::try_from(prefetch).unwrap_or(u32::MAX).max(1);
        // A green pool takes one or two messages more than it runs, whatever the multiplier.
        if self.is_green() { prefetch.min(self.batches()) } else { prefetch }
    }

    /// For how long a message that it has taken may stand unacknowledged, for the tasks that run before it.
    pub fn holds(&self) -> Seconds {
        let slowest = self.slowest().map_or(0, |slowest| slowest.time.0);
        Seconds(slowest.saturating_mul(self.rounds()))
    }

    /// What its messages need of the visibility timeout: the longest way ahead, and what runs.
    fn needed_visibility(&self) -> Seconds {
        let ahead = self.times.eta.map_or(0, |eta| eta.limit.0);
        Seconds(ahead.saturating_add(self.holds().0).max(self.grace().0))
    }
}

impl Plan<'_> {
    /// After which Redis gives a message that was taken and not acknowledged to another worker: what the file says, or
    /// what its workers need. Other brokers see that a worker is gone by its connection.
    pub fn visibility_timeout(&self) -> Option<Seconds> {
        let broker = &self.model.broker;
        let written = broker.visibility_timeout.as_ref().map(|timeout| timeout.value);
        broker.is_redis().then(|| written.unwrap_or_else(|| self.needed_visibility()))
    }

    /// The visibility timeout where it has to be said: it is written, or is not Redis' own.
    pub fn said_visibility_timeout(&self) -> Option<Seconds> {
        let written = self.model.broker.visibility_timeout.is_some();
        self.visibility_timeout().filter(|timeout| written || timeout.0 != keys::visibility_timeout::DEFAULT)
    }

    /// The visibility timeout that the workers need: a tenth more than the longest time that a message stands
    /// unacknowledged, at most an hour more, in whole hours; never less than Redis' own.
    pub fn needed_visibility(&self) -> Seconds {
        let longest = self.workers.iter().map(|worker| worker.needed_visibility().0).max().unwrap_or(0);
        let enough = longest.saturating_add((longest / 10).min(HOUR));
        let hours = enough.div_ceil(HOUR).saturating_mul(HOUR);
        Seconds(hours.clamp(keys::visibility_timeout::DEFAULT, keys::visibility_timeout::LONGEST))
    }
}

/// Keeps the longer of two times, the first of equals.
fn longer<'p>(kept: &mut Option<Limit<'p>>, other: Option<Limit<'p>>) {
    if let Some(other) = other.filter(|other| kept.is_none_or(|kept| kept.limit < other.limit)) {
        *kept = Some(other);
    }
}
