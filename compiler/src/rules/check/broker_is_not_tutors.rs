//! `broker-is-not-tutors`: a broker of which only the scalers hear, because LMS and CMS have theirs from Tutor.

use crate::model::{Broker, BrokerKind};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "broker-is-not-tutors",
    "a broker of which only the scalers hear, because LMS and CMS have theirs from Tutor",
    include_str!("../../../../spec/rules/broker-is-not-tutors.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let broker = &plan.model.broker;
    let tls = broker.tls.as_ref().filter(|tls| tls.value).map(|tls| tls.span);
    let (message, span) = match (broker.kind, broker.span, tls) {
        (BrokerKind::RabbitMq, Some(span), _) => {
            ("LMS and CMS stay with Tutor's Redis, and scalers would read RabbitMQ, where nothing waits", span)
        }
        (BrokerKind::Redis, _, Some(span)) => {
            ("LMS and CMS go on without TLS, and Redis would refuse them or the scalers", span)
        }
        _ => return,
    };
    if plan.model.release.services.is_empty() {
        return;
    }
    sink.push(
        Diagnostic::new(&RULE, message, span, "LMS and CMS do not hear of it")
            .fact("Tutor's configuration says where their broker is, and it knows Redis without TLS; nothing that qc writes changes that")
            .fact("both read these settings, which the patches `lms-env` and `cms-env` of a Tutor plugin can give them:")
            .picture(settings(broker))
            .help(format!("give them these, and say so: `# qc: allow({}) because …`", RULE.name)),
    );
}

/// The lines of LMS' and CMS' env YAML from which both make `BROKER_URL` (production.py of either). The transport brings
/// TLS: LMS leaves `BROKER_USE_SSL` off.
fn settings(broker: &Broker<'_>) -> Vec<String> {
    let (transport, vhost) = match (broker.kind, broker.tls()) {
        (BrokerKind::RabbitMq, true) => ("amqps", broker.vhost().to_owned()),
        (BrokerKind::RabbitMq, false) => ("amqp", broker.vhost().to_owned()),
        // Without a word kombu checks no certificate.
        (BrokerKind::Redis, _) => ("rediss", format!("{}?ssl_cert_reqs=required", broker.db())),
    };
    let user = broker.username.as_ref().map_or("", |user| &user.value);
    let password = if broker.password.is_some() { "…" } else { "\"\"" };
    vec![
        format!("CELERY_BROKER_TRANSPORT: {transport}"),
        format!("CELERY_BROKER_HOSTNAME: \"{}:{}\"", broker.host(), broker.port()),
        format!("CELERY_BROKER_VHOST: \"{vhost}\""),
        format!("CELERY_BROKER_USER: \"{user}\""),
        format!("CELERY_BROKER_PASSWORD: {password}"),
    ]
}
