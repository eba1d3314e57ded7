//! Tutor's configuration, with the settings of tutor-contrib-celery and tutor-contrib-pod-autoscaling, and the filters of
//! both → facts. Every setting and every key of both plugins is a row of a table here.

mod autoscaling;
mod config;
mod flower;
mod platform;
mod workers;

pub(crate) use config::Config;
pub(crate) use platform::by_version;

use crate::draft::Draft;
use crate::finding::{Findings, Place};
use crate::node::{At, Node, Value};
use crate::python::Python;

/// What Tutor's configuration and plugins say, put together over all files.
#[derive(Debug, Default)]
pub(crate) struct Tutor {
    /// The settings.
    pub(crate) config: Config,
    /// The value of each filter, and the changes of it that wait for those of other files.
    pub(crate) workers: Option<Node>,
    /// The value of `AUTOSCALING_CONFIG`.
    pub(crate) autoscaling: Option<Node>,
    /// The commands of Tutor's own workers, where something changes them: LMS, CMS.
    pub(crate) commands: [Option<Node>; 2],
    /// The number of the file that says which queues have workers, or of the first.
    pub(crate) file: usize,
}

/// The filters that hold the commands of Tutor's workers.
const COMMANDS: [&str; 2] = ["LMS_WORKER_COMMAND", "CMS_WORKER_COMMAND"];
/// The services of Tutor's workers.
pub(crate) const SERVICES: [&str; 2] = ["lms", "cms"];

impl Tutor {
    /// Whether anything of Tutor was given.
    pub(crate) fn is_there(&self) -> bool {
        let filters = self.workers.is_some() || self.autoscaling.is_some();
        self.config.is_there() || filters || self.commands.iter().any(Option::is_some)
    }

    /// Takes what a plugin's file adds to filters and changes in them. Patches, which are texts of other languages, are
    /// given back with their names.
    pub(crate) fn plugin(&mut self, python: &mut Python<'_>, findings: &mut Findings) -> Vec<(String, Node)> {
        let mut patches = Vec::new();
        for item in std::mem::take(&mut python.module.items) {
            let at = item.node.at;
            match item.filter.as_str() {
                "ENV_PATCHES" => match pair(item.node) {
                    Some((name, node)) => patches.push((name, node)),
                    None => findings.left_out(&Place::new(at), "`ENV_PATCHES` takes a name and a text"),
                },
                filter if filter.starts_with("CONFIG_") => self.config.add(filter, item.node, findings),
                filter => match COMMANDS.iter().position(|name| *name == filter) {
                    Some(index) => {
                        let command = self.commands[index].get_or_insert_with(|| platform::command(SERVICES[index]));
                        if let Value::List(items) = &mut command.value {
                            items.push(item.node);
                        }
                    }
                    None => findings.left_out(&Place::new(at), format!("`{filter}` is no list")),
                },
            }
        }
        let mut changes = std::mem::take(&mut python.module.changes);
        if let Some(change) = changes.first() {
            self.file = python.place_of(change).file;
        }
        changes.sort_by_key(|change| change.priority);
        for change in changes {
            let value = match change.filter.as_str() {
                "CELERY_WORKERS_CONFIG" => self.workers.get_or_insert_with(workers::base),
                "AUTOSCALING_CONFIG" => self.autoscaling.get_or_insert_with(autoscaling::base),
                filter => match COMMANDS.iter().position(|name| *name == filter) {
                    Some(index) => self.commands[index].get_or_insert_with(|| platform::command(SERVICES[index])),
                    None => {
                        let why =
                            format!("a function that changes `{filter}` is not read: give the settings themselves");
                        findings.left_out(&Place::new(python.place_of(&change)), why);
                        continue;
                    }
                },
            };
            *value = python.apply(&change, value.clone());
        }
        patches
    }

    /// Fills in the facts.
    pub(crate) fn read(mut self, draft: &mut Draft, findings: &mut Findings) {
        findings.first = self.file;
        platform::read(&mut self.config, draft, findings);
        platform::commands(&mut self.commands, draft, findings);
        workers::read(&mut self, draft, findings);
        flower::read(&mut self.config, draft, findings);
        autoscaling::read(&mut self, draft, findings);
        self.config.report(findings);
        findings.first = 0;
    }
}

/// A name and what belongs to it.
fn pair(node: Node) -> Option<(String, Node)> {
    let Value::List(items) = node.value else { return None };
    let [name, value] = <[Node; 2]>::try_from(items).ok()?;
    Some((name.text()?.to_owned(), value))
}

/// The place of a setting.
fn setting(name: &str, at: At) -> Place {
    Place::new(at).of(name)
}
