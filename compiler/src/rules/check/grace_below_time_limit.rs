//! `grace-below-time-limit`: a pod that is stopped is killed before its tasks reach their limit.

use crate::catalog::option;
use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::error(
    "grace-below-time-limit",
    "a pod that is stopped is killed before its tasks reach their limit",
    include_str!("../../../../spec/rules/grace-below-time-limit.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers() {
        let Some(grace) = &worker.settings.grace else { continue };
        // A limit that the pool ignores is another rule's affair.
        let own = worker.settings.time_limit.as_ref().filter(|_| worker.minds(option::TIME_LIMIT));
        let own = own.map(|limit| (limit.value, Some(limit.span), None));
        let task = worker.longest.map(|longest| (longest.limit, longest.span, Some(longest.task)));
        let Some((limit, span, task)) = own.into_iter().chain(task).max_by_key(|(limit, ..)| *limit) else { continue };
        if grace.value >= limit {
            continue;
        }
        let who = task.map_or_else(|| "a task".to_owned(), |task| format!("`{}`", short(task)));
        let message = format!("{who} may run {limit}, and a pod that is stopped is killed after {}", grace.value);
        let mut diagnostic = Diagnostic::new(&RULE, message, grace.span, "not enough to finish");
        match (span, task) {
            (Some(span), _) => diagnostic = diagnostic.and(span, "the limit"),
            (None, Some(task)) => {
                diagnostic = diagnostic.fact(format!(
                    "the limit of {limit} is in the code of `{task}`, which reaches {}",
                    worker.workload
                ));
            }
            (None, None) => {}
        }
        let needed = worker.needed_grace();
        sink.push(
            diagnostic
                .fact("a task that is killed is lost, or runs again from the start when the visibility timeout has passed")
                .help(format!("`{}={needed}` lets every task end; without the key qc takes that by itself", keys::grace::KEY.name))
                .fix(format!("write `{needed}`"), grace.value_span(), needed.to_string()),
        );
    }
}
