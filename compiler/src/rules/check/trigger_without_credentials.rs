//! `trigger-without-credentials`: a scaler that the broker would not let in.

use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::error(
    "trigger-without-credentials",
    "a scaler that the broker would not let in",
    include_str!("../../../../spec/rules/trigger-without-credentials.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let broker = &plan.model.broker;
    let (Some(username), None) = (&broker.username, &broker.password) else { return };
    let Some(keda) = plan.workers.iter().find_map(|worker| worker.settings.keda.as_ref()) else { return };
    let key = keys::password::KEY.name;
    let message = format!("KEDA cannot log in to Redis as `{}` without a password", username.value);
    sink.push(
        Diagnostic::new(&RULE, message, username.span, "a user, and no password")
            .and(keda.opened.span, "scaled by what KEDA reads there")
            .fact("the scaler fails to start, KEDA makes no autoscaler at all, and workers at zero stay there while queues grow")
            .help(format!("say where the password is kept: `{key}=secret:NAME/KEY`")),
    );
}
