//! `gevent-never-redelivers`: no worker of the broker gives orphaned messages back.

use crate::language::keys::pool::Pool;
use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::warning(
    "gevent-never-redelivers",
    "no worker of the broker gives orphaned messages back",
    include_str!("../../../../spec/rules/gevent-never-redelivers.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let green = |worker: &&Worker<'_>| matches!(worker.pool(), Pool::Gevent | Pool::Eventlet);
    let restores = plan.workers.iter().any(|worker| !green(&worker) && worker.replicas().0 > 0);
    let Some(first) = plan.sound_workers().find(green).filter(|_| !restores) else { return };
    let span = first.settings.pool.as_ref().map_or_else(|| plan.place(first), |pool| pool.span);
    let asleep = plan.workers.iter().find(|worker| !green(worker));
    let message = "a task whose worker dies is not given to another one while the workers are idle";
    let mut diagnostic = Diagnostic::new(&RULE, message, span, "does not look for orphaned messages")
        .fact("what a dead worker had taken is given back by a worker that finds Redis idle, which the loop of gevent and eventlet never does")
        .help("keep one pod of a worker with prefork, threads or solo on the same broker");
    if let Some(keda) = asleep.and_then(|worker| worker.settings.keda.as_ref()) {
        diagnostic = diagnostic.and(
            keda.min.as_ref().map_or(keda.opened.span, |min| min.span),
            "the worker that would look rests at zero",
        );
    }
    sink.push(diagnostic);
}
