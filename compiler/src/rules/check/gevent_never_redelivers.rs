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

const NEVER: &str = "what a dead worker had taken is given back by a worker that finds Redis idle, which the loop of gevent and eventlet never does";

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    // RabbitMQ gives messages back itself when a connection ends.
    if plan.model.broker.is_redis() {
        for worker in plan.sound_workers().filter(|worker| worker.is_green() && worker.counts_in_flight()) {
            sink.push(alone(plan, worker));
        }
        together(plan, sink);
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
        .help(format!("count only what waits, or run it with `{}=threads`", keys::pool::KEY.name))
}

/// Workers that share a key, and none that looks into it.
fn together(plan: &Plan<'_>, sink: &mut Sink) {
    let shares = |worker: &&Worker<'_>| !worker.counts_in_flight();
    let looks = |worker: &&Worker<'_>| shares(worker) && !worker.is_green();
    let restores = plan.workers.iter().filter(looks).any(|worker| worker.replicas().0 > 0);
    let first = plan.sound_workers().filter(shares).find(|worker| worker.is_green());
    let Some(first) = first.filter(|_| !restores) else { return };
    let message = "a task whose worker dies is not given to another one while the workers are idle";
    let mut diagnostic = Diagnostic::new(&RULE, message, place(plan, first), "does not look for orphaned messages")
        .fact(NEVER)
        .help("keep one pod of a worker with prefork, threads or solo on the same broker");
    if let Some(rest) = plan.workers.iter().find(looks).and_then(rest) {
        diagnostic = diagnostic.and(rest.span, "the worker that would look rests at zero");
    }
    sink.push(diagnostic);
}
