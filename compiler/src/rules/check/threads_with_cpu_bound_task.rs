//! `threads-with-cpu-bound-task`: a task that computes, on a pool of threads.

use crate::language::keys::pool::Pool;
use crate::rules::cpu_bound::report;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "threads-with-cpu-bound-task",
    "a task that computes, on a pool of threads",
    include_str!("../../../../spec/rules/threads-with-cpu-bound-task.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let fact = "Python runs the code of one thread at a time, so more threads compute no faster than one";
    report(&RULE, &[Pool::Threads], fact, plan, sink);
}
