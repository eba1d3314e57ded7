//! The broker's URL as Celery takes it, in two parts: the password stands between them, and is never written.

use super::python::quoted;
use crate::model::{Broker, BrokerKind};

/// The URL before and after the password, without a query.
pub(super) fn parts(broker: &Broker<'_>) -> (String, String) {
    let (host, port, tls) = (broker.host(), broker.port(), broker.tls());
    let (scheme, path) = match broker.kind {
        BrokerKind::Redis => (if tls { "rediss" } else { "redis" }, broker.db().to_string()),
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
