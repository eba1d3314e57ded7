//! The chain of a task's times in a worker: soft limit ≤ hard limit ≤ grace < visibility timeout. What messages about a
//! lifetime have in common.

use crate::catalog::option;
use crate::diagnostic::Diagnostic;
use crate::language::keys;
use crate::language::typed::Words;
use crate::language::value::Seconds;
use crate::model::Slot;
use crate::plan::lifetime::{PUTS_BACK, Slowest, TaskFacts};
use crate::plan::{Limit, Plan, Worker};
use crate::rules::words::short;
use crate::source::Span;

/// All times of a task in a worker, each with where it comes from unless the file says it of the task:
/// `soft limit none · hard limit 20m (in its code) · grace 20m10s (derived) · visibility 1h · runtime 2h`.
pub(crate) fn chain(plan: &Plan<'_>, worker: &Worker<'_>, task: Option<&str>) -> String {
    let of = task.map(|task| facts(plan, task));
    let settings = worker.settings;
    let soft = of.and_then(|of| of.soft);
    let hard = of.and_then(|of| of.hard);
    let grace = worker.grace();
    let mut parts = vec![
        format!("soft limit {}", limit(worker, soft, &settings.soft_time_limit, option::SOFT_TIME_LIMIT)),
        format!("hard limit {}", limit(worker, hard, &settings.time_limit, option::TIME_LIMIT)),
        format!("grace {grace}{}", if settings.grace.is_some() { "" } else { " (derived)" }),
    ];
    if let Some(timeout) = plan.visibility_timeout() {
        let derived = plan.model.broker.visibility_timeout.is_none();
        parts.push(format!("visibility {timeout}{}", if derived { " (derived)" } else { "" }));
    }
    let facts =
        [(keys::runtime::KEY.name, of.and_then(|of| of.runtime)), (keys::eta::KEY.name, of.and_then(|of| of.eta))];
    parts.extend(facts.into_iter().filter_map(|(name, time)| Some(format!("{name} {}", time?.limit))));
    parts.join(" · ")
}

/// A limit: the task's own, else the worker's, and none where the pool keeps none.
fn limit(worker: &Worker<'_>, own: Option<Limit<'_>>, of_worker: &Slot<Seconds>, option: usize) -> String {
    let (time, from) = match (own, of_worker) {
        (Some(own), _) => (own.limit, if own.span.is_some() { "" } else { " (in its code)" }),
        (None, Some(limit)) => (limit.value, " (of the worker)"),
        (None, None) => return "none".to_owned(),
    };
    if worker.minds(option) {
        format!("{time}{from}")
    } else {
        format!("none (the pool {} keeps none)", worker.pool().word())
    }
}

/// Why a pod that is told to stop takes longer than one task.
pub(crate) fn finishes(worker: &Worker<'_>) -> Option<String> {
    let (pool, batches) = (worker.pool().word(), worker.batches());
    match batches {
        1 => None,
        _ if worker.is_green() => {
            Some(format!("{pool} has taken {batches} tasks for each place when it is told to stop, and finishes both"))
        }
        _ => Some(format!(
            "before Celery {PUTS_BACK} the pool {pool} finishes all that it has taken when it is told to stop: {batches} tasks for each place"
        )),
    }
}

/// What the file and the catalog say of a task's times.
fn facts<'p>(plan: &Plan<'p>, task: &'p str) -> TaskFacts<'p> {
    let written = plan.model.task(task);
    TaskFacts::new(task, written, plan.model.release.task(task))
}

/// Who takes that long, and how much of it is known: `` `grades…compute` runs up to 2h ``, `a task may run 2h`.
pub(crate) fn who(slowest: &Slowest<'_>) -> (String, String) {
    let who = slowest.task.map_or_else(|| "a task".to_owned(), |task| format!("`{}`", short(task)));
    let verb = if slowest.measured { "runs up to" } else { "may run" };
    (who, format!("{verb} {}", slowest.time))
}

/// The tasks whose own hard limit is shorter than a soft limit of their worker, and that have no soft one themselves.
pub(crate) fn postponed<'p>(plan: &Plan<'p>, worker: &Worker<'p>, soft: Seconds) -> Vec<&'p str> {
    let here = |index: usize| std::ptr::eq(&raw const plan.workers[index], worker);
    let tasks = plan.ways.iter().filter(|way| way.worker.is_some_and(here)).map(|way| way.task);
    let mut tasks: Vec<&str> = tasks
        .filter(|task| {
            let facts = facts(plan, task);
            facts.soft.is_none() && facts.hard.is_some_and(|hard| hard.limit < soft)
        })
        .collect();
    tasks.dedup();
    tasks
}

/// Labels another place, where the file has it.
pub(crate) fn related(diagnostic: Diagnostic, span: Option<Span>, label: &str) -> Diagnostic {
    match span {
        Some(span) => diagnostic.and(span, label),
        None => diagnostic,
    }
}
