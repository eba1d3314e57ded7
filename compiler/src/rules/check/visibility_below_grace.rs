//! `visibility-below-grace`: a task that a stopped pod is finishing is given to a second worker.

use crate::rules::lifetime::chain;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "visibility-below-grace",
    "a task that a stopped pod is finishing is given to a second worker",
    include_str!("../../../../spec/rules/visibility-below-grace.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let Some(timeout) = &plan.model.broker.visibility_timeout else { return };
    let needed = plan.needed_visibility();
    // With early acknowledgement a running task is no message any more, and what waits goes back when the pod stops.
    for worker in plan.sound_workers().filter(|worker| worker.counts_in_flight()) {
        let Some(grace) = &worker.settings.grace else { continue };
        // A task that is known to run so long is the error `visibility-below-runtime`.
        if grace.value < timeout.value || worker.holds() >= timeout.value {
            continue;
        }
        let message = format!(
            "`{}` may be finishing a task for {}, which Redis gives to a second worker after {}",
            worker.workload, grace.value, timeout.value
        );
        sink.push(
            Diagnostic::new(&RULE, message, grace.span, "how long a pod may take to stop")
                .of(worker.about())
                .and(timeout.span, "the visibility timeout")
                .fact("with `count=in_flight` a task is acknowledged when it has ended: until then Redis counts from when it was taken")
                .fact(chain(plan, worker, None))
                .help(format!("`{}={needed}`, or a shorter `{}`", keys::visibility_timeout::KEY.name, keys::grace::KEY.name))
                .fix(format!("write `{needed}`"), timeout.value_span(), needed.to_string()).unsafely(),
        );
    }
}
