//! `gevent-never-redelivers`: no worker of the broker gives orphaned messages back.

use crate::rules::prelude::*;
use crate::rules::scaling::rest;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "gevent-never-redelivers",
    "no worker of the broker gives orphaned messages back",
    include_str!("../../../../spec/rules/gevent-never-redelivers.md"),
)
.of_site(check);

const NEVER: &str = "what a dead worker had taken is given back by a worker that finds Redis idle, which the loop of gevent and eventlet never does before Celery 5.6";

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    // From Celery 5.6 on the settings make them look.
    if plan.green_pools_can_look() {
        return;
    }
    let left = || plan.sound_workers().filter(|worker| plan.has_only_itself(worker));
    for worker in left().filter(|worker| worker.counts_in_flight()) {
        sink.push(alone(plan, worker));
    }
    if let Some(first) = left().find(|worker| !worker.counts_in_flight()) {
        sink.push(together(plan, first));
    }
}

fn place(plan: &Plan<'_>, worker: &Worker<'_>) -> Span {
    worker.settings.pool.as_ref().map_or_else(|| plan.place(worker), |pool| pool.span)
}

/// A worker that keeps what it has taken under a key of its own, in which no other worker looks.
fn alone(plan: &Plan<'_>, worker: &Worker<'_>) -> Diagnostic {
    let message = format!("tasks of a pod of `{}` that dies are never run, and keep the worker awake", worker.workload);
    let keda = worker.settings.keda.as_ref();
    let count = keda.and_then(|keda| keda.count.as_ref()).map_or_else(|| plan.place(worker), |count| count.span);
    Diagnostic::new(&RULE, message, place(plan, worker), "does not look for orphaned messages")
        .of(worker.about())
        .and(count, "so what it has taken is under a key of its own, where no other worker looks")
        .fact(NEVER)
        .fact("the scaler goes on counting them as running")
        .help(format!("count only what waits, run it with `{}=threads`, or {}", keys::pool::KEY.name, newer()))
}

/// Workers that share a key, and none that looks into it.
fn together(plan: &Plan<'_>, first: &Worker<'_>) -> Diagnostic {
    let message = "a task whose worker dies is not given to another one while the workers are idle";
    let help = format!("keep one pod of a worker with prefork, threads or solo on the same broker, or {}", newer());
    let diagnostic = Diagnostic::new(&RULE, message, place(plan, first), "does not look for orphaned messages")
        .fact(NEVER)
        .help(help);
    let looks = |worker: &&Worker<'_>| !worker.is_green() && !worker.counts_in_flight();
    match plan.workers.iter().find(looks).and_then(rest) {
        Some(rest) => diagnostic.and(rest.span, "the worker that would look rests at zero"),
        None => diagnostic,
    }
}

/// What makes them look.
fn newer() -> String {
    format!("say it where the image has Celery 5.6 or newer: `site {}=5.6.3`", keys::celery::KEY.name)
}
