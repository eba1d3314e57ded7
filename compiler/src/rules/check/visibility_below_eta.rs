//! `visibility-below-eta`: a task that is sent ahead is given to a second worker before its time.

use crate::rules::lifetime::chain;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "visibility-below-eta",
    "a task that is sent ahead is given to a second worker before its time",
    include_str!("../../../../spec/rules/visibility-below-eta.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let Some(timeout) = &plan.model.broker.visibility_timeout else { return };
    let needed = plan.needed_visibility();
    for worker in plan.sound_workers() {
        let Some(eta) = worker.times.eta.filter(|eta| eta.limit >= timeout.value) else { continue };
        let (who, after) = (short(eta.task), timeout.value);
        let message = format!(
            "`{who}` is sent up to {} ahead, but Redis gives it to one more worker every {after}, and each runs it",
            eta.limit
        );
        let mut diagnostic =
            Diagnostic::new(&RULE, message, timeout.span, format!("less than {}", eta.limit)).of(worker.about());
        if let Some(span) = eta.span {
            diagnostic = diagnostic.and(span, "how far ahead it is sent");
        }
        sink.push(
            diagnostic
                .fact("a worker takes such a message at once and holds it until its time: for Redis it is taken and not acknowledged")
                .fact(chain(plan, worker, Some(eta.task)))
                .help(format!(
                    "`{}={needed}` outlasts it, but so long waits, too, what a dead worker had taken; what is due in days is better kept in the database and sent by beat",
                    keys::visibility_timeout::KEY.name
                ))
                .fix(format!("write `{needed}`"), timeout.value_span(), needed.to_string()).unsafely(),
        );
    }
}
