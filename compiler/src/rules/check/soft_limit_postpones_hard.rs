//! `soft-limit-postpones-hard`: a hard limit that does not hold, because the soft one comes from elsewhere and is longer.

use crate::catalog::option;
use crate::language::value::Seconds;
use crate::rules::lifetime::{chain, facts};
use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::warning(
    "soft-limit-postpones-hard",
    "a hard limit that does not hold, because a soft one from elsewhere is longer",
    include_str!("../../../../spec/rules/soft-limit-postpones-hard.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers().filter(|worker| worker.minds(option::SOFT_TIME_LIMIT)) {
        let diagnostics = of_worker(plan, worker).into_iter().chain(of_task(plan, worker));
        diagnostics.for_each(|diagnostic| sink.push(diagnostic.of(worker.about()).fact("each limit is the task's own where it has one, else the worker's; prefork arms the hard one when the soft one fires")));
    }
}

/// The soft limit is the worker's, the hard ones are the tasks' own.
fn of_worker(plan: &Plan<'_>, worker: &Worker<'_>) -> Option<Diagnostic> {
    let soft = worker.settings.soft_time_limit.as_ref()?;
    let shortest = worker.times.shortest_hard.filter(|hard| hard.limit < soft.value)?;
    let here = |index: usize| std::ptr::eq(&raw const plan.workers[index], worker);
    let tasks = plan.ways.iter().filter(|way| way.worker.is_some_and(here)).map(|way| way.task);
    let mut tasks: Vec<&str> = tasks.filter(|task| postponed(plan, task, soft.value)).collect();
    tasks.dedup();
    let message = format!(
        "the soft limit of `{}` puts off the hard limit of {}: from {} to {}",
        worker.workload,
        several(&tasks),
        shortest.limit,
        soft.value
    );
    let (key, enough) = (keys::soft_time_limit::KEY.name, Seconds(shortest.limit.0 - shortest.limit.0 / 10));
    Some(
        related(
            Diagnostic::new(&RULE, message, soft.span, "the soft limit of the worker"),
            shortest.span,
            "the hard limit of the task",
        )
        .fact(chain(plan, worker, Some(shortest.task)))
        .help(format!("give a task with a hard limit a soft one too: `task {} {key}={enough}`", shortest.task)),
    )
}

fn postponed(plan: &Plan<'_>, task: &str, soft: Seconds) -> bool {
    let facts = facts(plan, task);
    facts.soft.is_none() && facts.hard.is_some_and(|hard| hard.limit < soft)
}

/// The soft limit is the task's own, the hard one is the worker's.
fn of_task(plan: &Plan<'_>, worker: &Worker<'_>) -> Option<Diagnostic> {
    let hard = worker.settings.time_limit.as_ref()?;
    let longest = worker.times.longest_soft.filter(|soft| soft.limit > hard.value)?;
    let message = format!(
        "the soft limit of `{}` puts off the hard limit of `{}`: from {} to {}",
        short(longest.task),
        worker.workload,
        hard.value,
        longest.limit
    );
    let (key, enough) = (keys::time_limit::KEY.name, Seconds(longest.limit.0.saturating_add(longest.limit.0 / 10)));
    Some(
        related(
            Diagnostic::new(&RULE, message, hard.span, "the hard limit of the worker"),
            longest.span,
            "the soft limit of the task",
        )
        .fact(chain(plan, worker, Some(longest.task)))
        .help(format!("give the task both: `task {} {key}={enough}`", longest.task)),
    )
}

fn related(diagnostic: Diagnostic, span: Option<Span>, label: &str) -> Diagnostic {
    match span {
        Some(span) => diagnostic.and(span, label),
        None => diagnostic,
    }
}
