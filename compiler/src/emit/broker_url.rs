//! The broker's URL as Celery takes it, in two parts: the password stands between them, and is never written.

use super::python::quoted;
use crate::model::BrokerKind;
use crate::plan::Plan;

/// The URL before and after the password, without a query.
pub(super) fn parts(plan: &Plan<'_>) -> (String, String) {
    let broker = &plan.model.broker;
    let (host, port, tls) = (plan.broker_host(), plan.broker_port(), broker.tls());
    let (scheme, path) = match broker.kind {
        BrokerKind::Redis => (if tls { "rediss" } else { "redis" }, plan.broker_db().into_owned()),
        BrokerKind::RabbitMq => (if tls { "amqps" } else { "amqp" }, quoted(broker.vhost())),
    };
    let user = broker.username.as_ref().map_or_else(String::new, |user| quoted(&user.value));
    let (user, at) = match broker.password {
        Some(_) => (format!("{user}:"), "@"),
        None if user.is_empty() => (user, ""),
        None => (user, "@"),
    };
    let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
    (format!("{scheme}://{user}"), format!("{at}{host}:{port}/{path}"))
}
