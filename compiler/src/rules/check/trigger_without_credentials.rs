//! `trigger-without-credentials`: a scaler that the broker would not let in.

use crate::model::Broker;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "trigger-without-credentials",
    "a scaler that the broker would not let in",
    include_str!("../../../../spec/rules/trigger-without-credentials.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let broker = &plan.model.broker;
    let Some(keda) = plan.workers.iter().find_map(|worker| worker.settings.keda.as_ref()) else { return };
    let key = keys::password::KEY.name;
    let diagnostic = match (&broker.username, &broker.password) {
        (Some(_), Some(_)) => return,
        (Some(username), None) => {
            let message =
                format!("KEDA cannot log in to {} as `{}` without a password", broker.kind.title(), username.value);
            Diagnostic::new(&RULE, message, username.span, "a user, and no password")
                .help(format!("say where the password is kept: `{key}=secret:NAME/KEY`"))
        }
        // The default user of Redis has no name. Without a plugin, another rule speaks.
        _ if broker.is_redis() || broker.management_port() == 0 => return,
        _ => unknown_user(broker, plan.model.place()),
    };
    sink.push(diagnostic.and(keda.opened.span, "scaled by what KEDA reads there").fact(
        "the scaler fails to start, KEDA makes no autoscaler at all, and workers at zero stay there while queues grow",
    ));
}

/// RabbitMQ tells nobody how long its queues are who does not log in.
fn unknown_user(broker: &Broker<'_>, site: Span) -> Diagnostic {
    let (user, password) = (keys::username::KEY.name, keys::password::KEY.name);
    let (place, label) = match &broker.password {
        Some(password) => (password.span, "a password, and no user"),
        None => (broker.span.unwrap_or(site), "no user and no password"),
    };
    Diagnostic::new(&RULE, "RabbitMQ does not tell KEDA how long its queues are", place, label)
        .help(format!("say who asks: `broker rabbitmq {user}=celery {password}=secret:NAME/KEY`"))
}
