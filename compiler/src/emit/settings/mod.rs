//! Target `settings`: the Django settings that make senders and workers agree with the file. Routes go into the explicit
//! map of every service that sends the task; the broker's options into those of the transport.

use std::fmt::Write as _;

use super::{Document, What};
use crate::Proved;
use crate::model::{Broker, ServiceId};
use crate::plan::Plan;

/// Writes the settings, one file for all services.
pub fn write(proved: Proved<'_>, mut output: impl FnMut(&Document<'_>)) {
    let plan = proved.plan();
    let mut text = format!(
        "# Celery settings of the site {}, for the end of the Django settings of every service.\n",
        plan.model.site.name
    );
    let mut keyword = "if";
    for service in plan.model.service_ids() {
        let map = explicit_map(plan, service);
        if !map.is_empty() {
            let name = python(&plan.model.service(service).name);
            let _ = writeln!(text, "{keyword} SERVICE_VARIANT == {name}:\n    EXPLICIT_QUEUES.update(\n        {{");
            text.push_str(&map);
            text.push_str("        }\n    )\n");
            keyword = "elif";
        }
    }
    let options = transport_options(&plan.model.broker);
    if !options.is_empty() {
        let _ = writeln!(text, "BROKER_TRANSPORT_OPTIONS.update(\n    {{\n{options}    }}\n)");
    }
    output(&Document { what: What::File("settings.py"), text: &text });
}

/// Whether a file says anything that only settings bring about.
pub fn are_needed(proved: Proved<'_>) -> bool {
    let plan = proved.plan();
    !plan.routed.is_empty() || !transport_options(&plan.model.broker).is_empty()
}

/// What the routes put into the explicit map of a service. Open edX's map takes exact names only, so patterns are there
/// as the tasks that fit them.
fn explicit_map(plan: &Plan<'_>, service: ServiceId) -> String {
    let mut map = String::new();
    for routed in plan.routed.iter().filter(|routed| routed.registered.has(service.0)) {
        let queue = python(&plan.broker_name(routed.route.service, &routed.route.queue.variant));
        let _ = writeln!(map, "            {}: {{\"queue\": {queue}}},", python(routed.task));
    }
    map
}

/// The options that worker, sender and scaler have to share: those that the file gives.
fn transport_options(broker: &Broker<'_>) -> String {
    let mut options = String::new();
    let mut option = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(options, "        \"{name}\": {value},");
        }
    };
    option("visibility_timeout", broker.visibility_timeout.as_ref().map(|timeout| timeout.value.0.to_string()));
    option("global_keyprefix", broker.key_prefix.as_ref().map(|prefix| python(&prefix.value)));
    option("sep", broker.separator.as_ref().map(|separator| python(&separator.value)));
    let list = |steps: &Vec<i64>| steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    option("priority_steps", broker.priority_steps.as_ref().map(|steps| format!("[{}]", list(&steps.value))));
    options
}

/// A text as a Python literal.
pub(super) fn python(text: &str) -> String {
    let mut literal = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => literal.extend(['\\', character]),
            ' '..='~' => literal.push(character),
            _ => {
                let _ = write!(literal, "\\U{:08x}", u32::from(character));
            }
        }
    }
    literal + "\""
}

#[cfg(test)]
mod tests {
    use super::python;

    #[test]
    fn texts_are_python_literals() {
        assert_eq!(python("a\"\\\u{6}é"), "\"a\\\"\\\\\\U00000006\\U000000e9\"");
    }
}
