//! `soft-limit-postpones-hard`: a hard limit that does not hold, because the soft one comes from elsewhere and is longer.

use crate::catalog::option;
use crate::language::value::Seconds;
use crate::rules::lifetime::{chain, postponed, related};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "soft-limit-postpones-hard",
    "a hard limit that does not hold, because a soft one from elsewhere is longer",
    include_str!("../../../../spec/rules/soft-limit-postpones-hard.md"),
)
.of_worker(check);

const WHY: &str = "each limit is the task's own where it has one, else the worker's; prefork arms the hard one when the soft one fires";

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    if !worker.minds(option::SOFT_TIME_LIMIT) {
        return;
    }
    let both = of_worker(plan, worker).into_iter().chain(of_task(plan, worker));
    both.for_each(|diagnostic| sink.push(diagnostic.of(worker.about()).fact(WHY)));
}

/// The soft limit is the worker's, the hard ones are the tasks' own.
fn of_worker(plan: &Plan<'_>, worker: &Worker<'_>) -> Option<Diagnostic> {
    let soft = worker.settings.soft_time_limit.as_ref()?;
    let hard = worker.times.shortest_hard.filter(|hard| hard.limit < soft.value)?;
    let tasks = several(&postponed(plan, worker, soft.value));
    let workload = &worker.workload;
    let message = format!(
        "the soft limit of `{workload}` puts off the hard limit of {tasks}: from {} to {}",
        hard.limit, soft.value
    );
    let diagnostic = Diagnostic::new(&RULE, message, soft.span, "the soft limit of the worker");
    let (key, enough) = (keys::soft_time_limit::KEY.name, Seconds(hard.limit.0 - hard.limit.0 / 10));
    let help = format!("give a task with a hard limit a soft one too: `task {} {key}={enough}`", hard.task);
    let diagnostic = related(diagnostic, hard.span, "the hard limit of the task");
    Some(diagnostic.fact(chain(plan, worker, Some(hard.task))).help(help))
}

/// The soft limit is the task's own, the hard one is the worker's.
fn of_task(plan: &Plan<'_>, worker: &Worker<'_>) -> Option<Diagnostic> {
    let hard = worker.settings.time_limit.as_ref()?;
    let soft = worker.times.longest_soft.filter(|soft| soft.limit > hard.value)?;
    let (task, workload) = (short(soft.task), &worker.workload);
    let message = format!(
        "the soft limit of `{task}` puts off the hard limit of `{workload}`: from {} to {}",
        hard.value, soft.limit
    );
    let diagnostic = Diagnostic::new(&RULE, message, hard.span, "the hard limit of the worker");
    let (key, enough) = (keys::time_limit::KEY.name, Seconds(soft.limit.0.saturating_add(soft.limit.0 / 10)));
    let help = format!("give the task both: `task {} {key}={enough}`", soft.task);
    let diagnostic = related(diagnostic, soft.span, "the soft limit of the task");
    Some(diagnostic.fact(chain(plan, worker, Some(soft.task))).help(help))
}
