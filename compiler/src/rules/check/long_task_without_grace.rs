//! `long-task-without-grace`: a pod that is stopped is killed before a task that no limit ends.

use crate::rules::lifetime::{chain, finishes};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "long-task-without-grace",
    "a pod that is stopped is killed before a task that no limit ends",
    include_str!("../../../../spec/rules/long-task-without-grace.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let (Some(grace), Some(runtime)) = (&worker.settings.grace, worker.times.runtime) else { return };
    let batches = worker.batches();
    if grace.value.0 >= runtime.limit.0.saturating_mul(batches) {
        return;
    }
    let (needed, key) = (worker.needed_grace(), keys::grace::KEY.name);
    let message = format!(
        "`{}` runs up to {}, and a pod that is stopped is killed after {}",
        short(runtime.task),
        runtime.limit,
        grace.value
    );
    let mut diagnostic = Diagnostic::new(&RULE, message, grace.span, "not enough to finish").of(worker.about());
    if let Some(span) = runtime.span {
        diagnostic = diagnostic.and(span, "how long it runs, and no limit ends it");
    }
    if let Some(why) = finishes(worker) {
        diagnostic = diagnostic.fact(why);
    }
    let then = if worker.counts_in_flight() {
        "runs again from the start"
    } else {
        "is lost: it was acknowledged when it began"
    };
    sink.push(
        diagnostic
            .fact(format!("a rollout, a scale-down and a node drain all stop pods; what is killed {then}"))
            .fact(chain(plan, worker, Some(runtime.task)))
            .help(format!("`{key}={needed}` lets it end; without the key qc takes that by itself"))
            .fix(format!("write `{needed}`"), grace.value_span(), needed.to_string())
            .unsafely(),
    );
}
