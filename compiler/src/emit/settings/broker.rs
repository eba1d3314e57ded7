//! The broker: where services of the site's own find it, and the transport options that worker, sender and scaler share.

use std::fmt::Write as _;

use super::{Of, PASSWORD, dictionary};
use crate::emit::broker_url;
use crate::emit::python::python;
use crate::model::BrokerKind;
use crate::plan::Plan;
use crate::plan::orphans::WAIT;

/// `CELERY_BROKER_URL` of a service of one's own, where the file says where the broker is. Open edX makes its own from
/// Tutor's configuration.
pub(super) fn url(plan: &Plan<'_>, of: Of) -> String {
    let broker = &plan.model.broker;
    if matches!(of, Of::OpenEdx) || broker.span.is_none() {
        return String::new();
    }
    let (before, mut after) = broker_url::parts(plan);
    if broker.tls() && broker.is_redis() {
        // Without a word kombu checks no certificate. One of your own authority needs `&ssl_ca_certs=` behind it.
        after += "?ssl_cert_reqs=required";
    }
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
    option("visibility_timeout", plan.said_visibility_timeout().map(|timeout| timeout.0.to_string()));
    option("global_keyprefix", broker.key_prefix.as_ref().map(|prefix| python(&prefix.value)));
    option("sep", broker.separator.as_ref().map(|separator| python(&separator.value)));
    let list = |steps: &Vec<i64>| steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    option("priority_steps", broker.priority_steps.as_ref().map(|steps| format!("[{}]", list(&steps.value))));
    if looks_itself(plan, of) {
        options += "# So that gevent and eventlet give back what a worker that died had taken.\n";
        let _ = writeln!(options, "\"polling_interval\": {WAIT},");
    }
    if options.is_empty() {
        return options;
    }
    dictionary(of.name("BROKER_TRANSPORT_OPTIONS", "CELERY_BROKER_TRANSPORT_OPTIONS"), &options, "")
}

/// Whether a service has a worker that has to look itself for what its pods had taken that died.
fn looks_itself(plan: &Plan<'_>, of: Of) -> bool {
    let alone = plan.workers.iter().any(|worker| of.has(plan, worker.service) && plan.has_only_itself(worker));
    alone && plan.green_pools_can_look()
}
