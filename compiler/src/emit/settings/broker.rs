//! The broker: where services of the site's own find it, and the transport options that worker, sender and scaler share.

use std::fmt::Write as _;

use super::python::{python, quoted};
use super::{Of, PASSWORD, dictionary};
use crate::language::keys;
use crate::model::{Broker, BrokerKind};
use crate::plan::Plan;

/// `CELERY_BROKER_URL` of a service of one's own, where the file says where the broker is. Open edX makes its own from
/// Tutor's configuration.
pub(super) fn url(plan: &Plan<'_>, of: Of) -> String {
    let broker = &plan.model.broker;
    if matches!(of, Of::OpenEdx) || broker.span.is_none() {
        return String::new();
    }
    let (before, after) = parts(broker);
    let mut text = String::new();
    if broker.password.is_some() {
        let _ = writeln!(text, "# The workers of qc have {PASSWORD}; give it to every process that sends tasks.");
        let password = format!("quote(os.environ.get({}, \"\"), safe=\"\")", python(PASSWORD));
        let _ = writeln!(text, "CELERY_BROKER_URL = {} + {password} + {}", python(&before), python(&after));
    } else {
        let _ = writeln!(text, "CELERY_BROKER_URL = {}", python(&(before + &after)));
    }
    if broker.tls() && broker.kind == BrokerKind::RabbitMq {
        // Without these py-amqp checks no certificate's name.
        let host = python(broker.host());
        let _ =
            writeln!(text, "CELERY_BROKER_USE_SSL = {{\"cert_reqs\": ssl.CERT_REQUIRED, \"server_hostname\": {host}}}");
    }
    text
}

/// The URL, before and after the password.
fn parts(broker: &Broker<'_>) -> (String, String) {
    let (host, port, tls) = (broker.host(), broker.port(), broker.tls());
    let (scheme, path) = match (broker.kind, tls) {
        (BrokerKind::Redis, false) => ("redis", broker.db().to_string()),
        // Without a word kombu checks no certificate. One of your own authority needs `&ssl_ca_certs=` behind it.
        (BrokerKind::Redis, true) => ("rediss", format!("{}?ssl_cert_reqs=required", broker.db())),
        (BrokerKind::RabbitMq, tls) => (if tls { "amqps" } else { "amqp" }, quoted(broker.vhost())),
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

/// The options that worker, sender and scaler have to share. All have the same visibility timeout, because whoever finds
/// Redis idle gives back what others have taken.
pub(super) fn transport_options(plan: &Plan<'_>, of: Of) -> String {
    let broker = &plan.model.broker;
    let mut options = String::new();
    let mut option = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(options, "\"{name}\": {value},");
        }
    };
    let written = broker.visibility_timeout.is_some();
    let timeout = plan.visibility_timeout().filter(|timeout| written || timeout.0 != keys::visibility_timeout::DEFAULT);
    option("visibility_timeout", timeout.map(|timeout| timeout.0.to_string()));
    option("global_keyprefix", broker.key_prefix.as_ref().map(|prefix| python(&prefix.value)));
    option("sep", broker.separator.as_ref().map(|separator| python(&separator.value)));
    let list = |steps: &Vec<i64>| steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    option("priority_steps", broker.priority_steps.as_ref().map(|steps| format!("[{}]", list(&steps.value))));
    if options.is_empty() {
        return options;
    }
    dictionary(of.name("BROKER_TRANSPORT_OPTIONS", "CELERY_BROKER_TRANSPORT_OPTIONS"), &options, "")
}
