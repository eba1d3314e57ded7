//! Target `tutor`: one plugin for Tutor, a Python file that needs nothing but Tutor. In front stands what the file says, as
//! Python's literals; `plugin.py` behind it is the same for every site and gives it to Tutor's filters. Image, namespace and
//! Redis are Tutor's own where the file leaves them open, and compared with Tutor's where it does not. Passwords stay in Tutor's
//! configuration.

mod agreement;
mod caddy;
mod patches;
mod words;

use std::fmt::Write as _;

use super::origin::Origin;
use super::python::python;
use super::{Document, Target, What};
use crate::Proved;
use crate::catalog::RELEASES;
use crate::emit::compose;
use crate::emit::manifests::arguments::arguments;
use crate::plan::Plan;

/// The target.
pub static TARGET: Target = Target {
    name: "tutor",
    summary: "A plugin for Tutor: workers, scalers, settings, for `tutor k8s` and `tutor local`",
    separator: Some(""),
    write: |proved, output| write(proved, output),
};

/// The file; Tutor calls the plugin as its file is called.
const FILE: &str = "celq.py";
/// What is the same for every site.
const PLUGIN: &str = include_str!("plugin.py");

/// Writes the plugin.
pub fn write(proved: Proved<'_>, mut output: impl FnMut(&Document<'_>)) {
    proved.on(&words::TUTOR, |proved| {
        let plan = proved.plan();
        let text =
            [head(plan), agreement::constants(plan), commands(plan), patches::constant(proved), PLUGIN.to_owned()];
        let text = text.join("\n");
        output(&Document { what: What::File(FILE), origin: Origin::site(plan.model), text: &text });
    });
}

fn head(plan: &Plan<'_>) -> String {
    let site = &plan.model.site.name;
    let major = |tutor: &'static str| tutor.split('.').next().unwrap_or_default();
    let releases: Vec<String> =
        RELEASES.iter().map(|release| format!("{}: {}", python(major(release.tutor)), python(release.name))).collect();
    let workers: Vec<String> = plan.workers.iter().map(|worker| python(&worker.workload)).collect();
    format!(
        "\"\"\"The Celery workers of the site {site}, as qc proved them. Change its .celq file and build this again.\n\n\
         It belongs into the folder that `tutor plugins printroot` names: `tutor plugins enable celq`.\n\"\"\"\n\n\
         SITE = {}\nTUTOR = {}\nRELEASES = {{{}}}\nWORKERS = {{{}}}\n",
        python(site),
        python(major(plan.model.release.tutor)),
        releases.join(", "),
        workers.join(", "),
    )
}

/// The commands of Tutor's own workers, whole, and what Tutor has in their place.
fn commands(plan: &Plan<'_>) -> String {
    let mut text = String::from("COMMANDS = {\n");
    for ((_, worker), service) in compose::tutors(plan).into_iter().zip(plan.model.release.services) {
        let name = python(&format!("{}_WORKER_COMMAND", service.name.to_ascii_uppercase()));
        let (ours, tutors) = (list(&arguments(plan, worker)), list(service.command));
        // A String takes everything.
        let _ = writeln!(text, "    {name}: (\n{ours}{tutors}    ),");
    }
    text + "}\n"
}

/// A list of Python's, an item a line: what has changed from one plugin to the next is then seen at once.
fn list<T: AsRef<str>>(items: &[T]) -> String {
    let items = items.iter().fold(String::new(), |mut lines, item| {
        let _ = writeln!(lines, "            {},", python(item.as_ref()));
        lines
    });
    format!("        [\n{items}        ],\n")
}
