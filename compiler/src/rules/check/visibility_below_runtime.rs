//! `visibility-below-runtime`: Redis gives a task to a second worker while the first still has it.

use crate::rules::lifetime::{chain, who};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "visibility-below-runtime",
    "Redis gives a task to a second worker while the first still has it",
    include_str!("../../../../spec/rules/visibility-below-runtime.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let Some(timeout) = &plan.model.broker.visibility_timeout else { return };
    let needed = plan.needed_visibility();
    for worker in plan.sound_workers().filter(|worker| worker.holds() >= timeout.value) {
        let Some(slowest) = worker.slowest() else { continue };
        let (who, runs) = who(&slowest);
        let (after, rounds) = (timeout.value, worker.rounds());
        let (message, why) = if worker.counts_in_flight() {
            let why =
                "with `count=in_flight` a task is acknowledged when it has ended, and not when it begins".to_owned();
            (format!("{who} {runs}, but Redis gives it to a second worker after {after}"), why)
        } else {
            let prefetch = format!("{}={rounds}", keys::prefetch_multiplier::KEY.name);
            let why = format!(
                "a worker takes more than it runs (`{prefetch}`), and acknowledges a task when it begins: until then Redis counts"
            );
            (
                format!(
                    "what waits behind {who} in a worker runs twice: that {runs}, and Redis gives it to a second worker after {after}"
                ),
                why,
            )
        };
        let held = if rounds > 1 {
            format!("{rounds} × {} = {}", slowest.time, worker.holds())
        } else {
            worker.holds().to_string()
        };
        let label = format!("a message stands unacknowledged for up to {held}");
        let mut diagnostic = Diagnostic::new(&RULE, message, timeout.span, label).of(worker.about());
        if let Some(span) = slowest.span {
            diagnostic = diagnostic.and(span, if slowest.measured { "how long it runs" } else { "the limit" });
        }
        if let Some(prefetch) = worker.settings.prefetch_multiplier.as_ref().filter(|_| rounds > 1) {
            diagnostic = diagnostic.and(prefetch.span, format!("{rounds} one after the other"));
        }
        sink.push(
            diagnostic
                .fact(why)
                .fact(chain(plan, worker, slowest.task))
                .help(format!(
                    "`{}={needed}` outlasts all that this file knows; without the key qc takes that by itself",
                    keys::visibility_timeout::KEY.name
                ))
                .fix(format!("write `{needed}`"), timeout.value_span(), needed.to_string())
                .unsafely(),
        );
    }
}
