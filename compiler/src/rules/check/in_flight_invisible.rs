//! `in-flight-invisible`: a worker that may be scaled to zero while it works.

use crate::catalog::{Obeys, WORKER_OPTIONS, option};
use crate::language::keys::min;
use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::warning(
    "in-flight-invisible",
    "a worker that may be scaled to zero while it works",
    include_str!("../../../../spec/rules/in-flight-invisible.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers() {
        let Some(keda) = worker.settings.keda.as_ref().filter(|keda| keda.min() == 0) else { continue };
        // Where every task ends at a limit, the grace outlasts it, and a pod that is stopped loses nothing.
        let enforced = WORKER_OPTIONS[option::TIME_LIMIT].pools[worker.pool() as usize] == Obeys::Honoured;
        if worker.settings.time_limit.is_some() && enforced {
            continue;
        }
        let (key, grace) = (min::KEY.name, worker.grace());
        let (span, written) = match &keda.min {
            Some(min) => (min.span, ""),
            None => (keda.opened.span, " (default)"),
        };
        let running = match worker.fixed_concurrency() {
            Some(1) => "a running task reads as none".to_owned(),
            Some(number) => format!("{number} running tasks read as 0"),
            None => "running tasks read as 0".to_owned(),
        };
        let cooldown = keda.cooldown();
        let message = format!("`{}` may be scaled to zero while it works", worker.workload);
        sink.push(
            Diagnostic::new(&RULE, message, span, format!("{key}=0{written}, and KEDA counts only waiting tasks"))
                .of(worker.about())
                .fact(format!("a task that a worker has taken leaves the Redis list: {running}, {cooldown} later the pods are stopped, and {grace} after that they are killed"))
                .help(format!("keep one worker with `{key}=1`, or end every task with `{}=`", keys::time_limit::KEY.name)),
        );
    }
}
