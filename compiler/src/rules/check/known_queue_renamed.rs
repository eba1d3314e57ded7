//! `known-queue-renamed`: a queue of the release under another name, which its senders do not know.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "known-queue-renamed",
    "a queue of the release under another name, which its senders do not know",
    include_str!("../../../../spec/rules/known-queue-renamed.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for queue in &plan.model.queues {
        let Some(name) = queue.settings.name.as_ref().filter(|_| plan.is_known(queue.service, &queue.variant)) else {
            continue;
        };
        let service = plan.model.service(queue.service);
        // The settings that qc writes for an application of one's own say the name.
        if service.is_own() {
            continue;
        }
        let known = plan.name_by_pattern(queue.service, &queue.variant);
        if known == name.value {
            continue;
        }
        let message = format!("tasks would still be sent to `{known}`, and nothing would consume it");
        sink.push(
            Diagnostic::new(&RULE, message, name.span, "only the worker and its scaler would use this name")
                .fact(format!(
                    "the platform's settings name the queues of {}, and this file does not change them",
                    plan.model.release.name
                ))
                .help(format!(
                    "leave `{}` out; where the platform's settings were changed, say so: `service {} {}=PATTERN`",
                    keys::name::KEY.name,
                    service.name,
                    keys::queue::KEY.name,
                ))
                .fix(format!("remove `{}`", keys::name::KEY.name), name.removal(), "")
                .unsafely(),
        );
    }
}
