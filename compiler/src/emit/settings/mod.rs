//! Target `settings`: the Django settings that make senders, workers and scalers agree with the file, exactly as it was
//! proved. One file for Open edX, which tells its services apart itself, and one for each service of the site's own.
//!
//! Open edX gives Celery its settings without a namespace, under the names of Celery 3 (`CELERY_ACKS_LATE`); a service of
//! one's own with the namespace `CELERY` under the names of today (`CELERY_TASK_ACKS_LATE`). Celery refuses a mixture.

mod broker;
mod routes;
mod tasks;

use std::fmt::Write as _;

use super::origin::Origin;
use super::{Document, Target, What};
use crate::Proved;
use crate::model::ServiceId;
use crate::plan::Plan;

/// The variable by which a worker knows that it acknowledges late, and under which key of Redis it keeps what it has
/// taken. Its Deployment sets it.
pub const IN_FLIGHT: &str = "CELQ_IN_FLIGHT";
/// The variable with the broker's password, for services of the site's own.
pub const PASSWORD: &str = "BROKER_PASSWORD";

/// The target.
pub static TARGET: Target = Target {
    name: "settings",
    summary: "The Django settings that carry the routes and the broker's options",
    separator: Some(""),
    write: |proved, output| write(proved, output),
};

/// Whose settings are written.
#[derive(Clone, Copy)]
enum Of {
    /// All services of Open edX.
    OpenEdx,
    /// A service of the site's own.
    Own(ServiceId),
}

/// Writes the settings, one file for all services of Open edX and one for each other.
pub fn write(proved: Proved<'_>, mut output: impl FnMut(&Document<'_>)) {
    let plan = proved.plan();
    let head = |whose: &str| {
        format!(
            "# Celery settings of the site {}, for the end of the Django settings of {whose}.\n",
            plan.model.site.name
        )
    };
    if plan.model.services.iter().any(|service| !service.is_own()) {
        let text = head("LMS and CMS") + &body(plan, Of::OpenEdx);
        output(&Document { what: What::File("settings.py"), origin: Origin::site(plan.model), text: &text });
    }
    for id in plan.model.service_ids().filter(|id| plan.model.service(*id).is_own()) {
        let body = body(plan, Of::Own(id));
        if !body.is_empty() {
            let name = &plan.model.service(id).name;
            let text = head(name) + &body;
            output(&Document {
                what: What::File(&format!("settings-{name}.py")),
                origin: Origin::site(plan.model),
                text: &text,
            });
        }
    }
}

/// Whether a file says anything that only settings bring about.
pub fn are_needed(proved: Proved<'_>) -> bool {
    let plan = proved.plan();
    let own = plan.model.service_ids().filter(|id| plan.model.service(*id).is_own()).map(Of::Own);
    own.chain([Of::OpenEdx]).any(|of| !body(plan, of).is_empty())
}

/// What the services of Open edX have to know.
pub(super) fn of_open_edx(plan: &Plan<'_>) -> String {
    body(plan, Of::OpenEdx)
}

fn body(plan: &Plan<'_>, of: Of) -> String {
    let parts = [
        broker::url(plan, of),
        routes::routes(plan, of),
        routes::priorities(plan, of),
        broker::transport_options(plan, of),
        tasks::annotations(plan, of),
        tasks::late(plan, of),
    ];
    let body = parts.concat();
    let mut imports = String::new();
    for (module, used) in
        [("import os\n", "os.environ"), ("import ssl\n", "ssl."), ("from urllib.parse import quote\n", "quote(")]
    {
        if body.contains(used) {
            imports.push_str(module);
        }
    }
    if imports.is_empty() { body } else { format!("{imports}\n{body}") }
}

impl Of {
    /// Whether a service's settings are in the file.
    fn has(self, plan: &Plan<'_>, service: ServiceId) -> bool {
        match self {
            Self::OpenEdx => !plan.model.service(service).is_own(),
            Self::Own(own) => own == service,
        }
    }

    /// Celery's name of a setting: the old one without a namespace, or today's with the namespace `CELERY`.
    fn name(self, old: &'static str, new: &'static str) -> &'static str {
        if matches!(self, Self::OpenEdx) { old } else { new }
    }
}

/// A dictionary that keeps what the settings have already: of a key that both have, the value of these.
fn dictionary(name: &str, entries: &str, indent: &str) -> String {
    let mut text = format!("{indent}{name} = {{\n");
    let _ = writeln!(text, "{indent}    **(globals().get(\"{name}\") or {{}}),");
    for entry in entries.lines() {
        let _ = writeln!(text, "{indent}    {entry}");
    }
    text + indent + "}\n"
}
