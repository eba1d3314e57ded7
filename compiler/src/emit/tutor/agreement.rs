//! What a file says of what Tutor says too. The site was proved with the file's word, so the plugin renders nothing where
//! Tutor has another.

use std::fmt::Write as _;

use crate::emit::python::python;
use crate::language::keys;
use crate::model::Broker;
use crate::plan::Plan;

/// Python's constants: settings of Tutor with the value that they have to have and the words of the file that say so;
/// whether its Redis has a password; and the secrets that Tutor draws by lot.
pub(super) fn constants(plan: &Plan<'_>) -> String {
    let model = plan.model;
    let namespace = model.site.namespace.as_ref().map(|namespace| namespace.value.to_string());
    let mut values = vec![("K8S_NAMESPACE", namespace, format!("site {}", keys::namespace::KEY.name))];
    // Services of one's own have a broker that Tutor knows nothing of.
    let shared = model.broker.is_redis() && !model.release.services.is_empty();
    if shared {
        values.extend(redis(&model.broker));
    }
    let mut text = String::from("VALUES = [\n");
    for (setting, proved, words) in values {
        if let Some(proved) = proved {
            // A String takes everything.
            let _ = writeln!(text, "    ({}, {}, {}),", python(setting), python(&proved), python(&words));
        }
    }
    let password = match (shared, &model.broker.password) {
        (false, _) => "None",
        (true, None) => "False",
        (true, Some(_)) => "True",
    };
    let _ = writeln!(text, "]\nPASSWORD = {password}\nUNIQUE = [{}]", drawn(plan));
    text
}

/// Whoever the file does not name comes without a name.
fn redis(broker: &Broker<'_>) -> [(&'static str, Option<String>, String); 4] {
    let words = |key: &str| format!("broker {} {key}", broker.kind.word());
    let user = broker.username.as_ref().map_or("", |user| &user.value);
    [
        ("REDIS_HOST", broker.host.as_ref().map(|host| host.value.to_string()), words(keys::host::KEY.name)),
        ("REDIS_PORT", broker.port.as_ref().map(|port| port.value.to_string()), words(keys::port::KEY.name)),
        ("OPENEDX_CELERY_REDIS_DB", broker.db.as_ref().map(|db| db.value.to_string()), words(keys::db::KEY.name)),
        ("REDIS_USERNAME", Some(user.to_owned()), words(keys::username::KEY.name)),
    ]
}

/// Flower's user and password, where the file says in which Secret they are: an operator who has made it empties this
/// setting.
fn drawn(plan: &Plan<'_>) -> &'static str {
    let auth = plan.model.flower.as_ref().and_then(|flower| flower.auth.as_ref());
    match auth {
        Some(auth) if auth.value.secret => "(\"CELQ_FLOWER_AUTH\", \"flower:{{ 24|random_string }}\")",
        _ => "",
    }
}
