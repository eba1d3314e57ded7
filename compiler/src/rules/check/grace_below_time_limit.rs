//! `grace-below-time-limit`: a pod that is stopped is killed before its tasks reach their limit.

use crate::rules::lifetime::{chain, finishes};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "grace-below-time-limit",
    "a pod that is stopped is killed before its tasks reach their limit",
    include_str!("../../../../spec/rules/grace-below-time-limit.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let Some(grace) = &worker.settings.grace else { return };
    let own = worker.time_limit().map(|limit| (limit.value, Some(limit.span), None));
    let task = worker.longest.map(|longest| (longest.limit, longest.span, Some(longest.task)));
    let Some((limit, span, task)) = own.into_iter().chain(task).max_by_key(|(limit, ..)| *limit) else { return };
    let batches = worker.batches();
    if grace.value.0 >= limit.0.saturating_mul(batches) {
        return;
    }
    let who = task.map_or_else(|| "a task".to_owned(), |task| format!("`{}`", short(task)));
    let message = format!("{who} may run {limit}, and a pod that is stopped is killed after {}", grace.value);
    let mut diagnostic = Diagnostic::new(&RULE, message, grace.span, "not enough to finish");
    match (span, task) {
        (Some(span), _) => diagnostic = diagnostic.and(span, "the limit"),
        (None, Some(task)) => {
            diagnostic = diagnostic
                .fact(format!("the limit of {limit} is in the code of `{task}`, which reaches {}", worker.workload));
        }
        (None, None) => {}
    }
    if let Some(why) = finishes(worker) {
        diagnostic = diagnostic.fact(why);
    }
    let needed = worker.needed_grace();
    sink.push(
        diagnostic
            .fact("a task that is killed is lost, or runs again from the start when the visibility timeout has passed")
            .fact(chain(plan, worker, task))
            .help(format!(
                "`{}={needed}` lets every task end; without the key qc takes that by itself",
                keys::grace::KEY.name
            ))
            .fix(format!("write `{needed}`"), grace.value_span(), needed.to_string())
            .unsafely(),
    );
}
