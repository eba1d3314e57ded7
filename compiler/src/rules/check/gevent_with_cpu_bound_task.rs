//! `gevent-with-cpu-bound-task`: a task that computes, on a pool of green threads.

use crate::language::keys::pool::Pool;
use crate::rules::cpu_bound::report;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "gevent-with-cpu-bound-task",
    "a task that computes, on a pool of green threads",
    include_str!("../../../../spec/rules/gevent-with-cpu-bound-task.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let fact = "a task that computes never yields: all other tasks of the pod wait for it, and so do its heartbeat and its answers to `inspect`";
    report(&RULE, &[Pool::Gevent, Pool::Eventlet], fact, plan, sink);
}
