//! What a file is, by its content: Tutor's configuration, Kubernetes objects, a plugin of Tutor's, Django settings. Out come
//! the parts of all files, sorted by who reads them.

use crate::finding::{Findings, Place};
use crate::node::{At, Node, Value};
use crate::python::{self, Left, Names, Python};
use crate::tutor::Tutor;
use crate::yaml;

/// What all files hold, by who reads it.
#[derive(Debug, Default)]
pub(crate) struct Input {
    /// Tutor's configuration and the filters of its plugins.
    pub(crate) tutor: Tutor,
    /// Kubernetes objects, in order, each with whether it is a patch of another.
    pub(crate) objects: Vec<(Node, bool)>,
    /// Names of Django settings, of one file each.
    pub(crate) settings: Vec<(Place, Names)>,
    /// Python statements that were not understood.
    pub(crate) left: Vec<Left>,
}

/// What the plugin that qc writes for Tutor says of itself in its first line.
const OWN: &str = ", as qc proved them. Change its .celq file and build this again.";
/// The patches of Tutor's that are Kubernetes objects.
const OBJECTS: [&str; 4] = ["k8s-override", "k8s-deployments", "k8s-services", "k8s-jobs"];

impl Input {
    /// Takes a file.
    pub(crate) fn file(&mut self, number: usize, bytes: &[u8], findings: &mut Findings) {
        let place = Place::new(At::file(number));
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
            Err(_) => return findings.left_out(&place, "all of it: it is no text in UTF-8"),
        };
        if text.trim().is_empty() {
            return findings.note(&place, "there is nothing in it");
        }
        if text.lines().next().is_some_and(|line| line.contains(OWN)) {
            return findings
                .left_out(&place, "all of it: qc wrote it, and the `.celq` file that it was built from is the site");
        }
        let (documents, fault) = yaml::documents(text, number);
        let mut understood = false;
        for document in documents {
            understood |= self.document(document, findings);
        }
        match fault {
            Some((line, why)) if understood => {
                let at = At { file: number, line };
                findings.left_out(&Place::new(at), format!("all from here on: it is no YAML: {why}"));
            }
            _ if understood => {}
            fault => self.python(text, number, fault, findings),
        }
    }

    /// Takes a document of YAML, where it is of a kind that is known.
    fn document(&mut self, document: Node, findings: &mut Findings) -> bool {
        match &document.value {
            Value::Map(_) if is_object(&document) => {
                self.object(document, false);
                true
            }
            Value::Map(entries) if !entries.is_empty() && entries.iter().all(|(name, _)| is_setting(name)) => {
                if self.tutor.file == 0 {
                    self.tutor.file = document.at.file;
                }
                self.tutor.config.file(document, findings);
                true
            }
            _ => false,
        }
    }

    /// An object, or all that a list has.
    fn object(&mut self, object: Node, patch: bool) {
        let mut object = object;
        if object.look_text(".kind").is_some_and(|kind| kind.ends_with("List"))
            && object.look(".items").is_some_and(|items| matches!(items.value, Value::List(_)))
        {
            let items = object.take(".items").map(|items| items.value);
            if let Some(Value::List(items)) = items {
                for item in items {
                    self.object(item, patch);
                }
            }
        } else {
            self.objects.push((object, patch));
        }
    }

    /// Takes a file that is no YAML of a kind that is known.
    fn python(&mut self, text: &str, number: usize, fault: Option<(u32, String)>, findings: &mut Findings) {
        let place = Place::new(At::file(number));
        let tutor = &mut self.tutor;
        let read = python::with(text, number, |python| {
            let plugin = !python.module.items.is_empty() || !python.module.changes.is_empty();
            let patches = tutor.plugin(python, findings);
            (plugin, patches, std::mem::take(&mut python.module))
        });
        let speaks = python::speaks_of_celery(text);
        match read {
            // A line of YAML may be Python, too, that says nothing.
            Ok((plugin, patches, module)) if plugin || speaks && (module.is_plain || fault.is_none()) => {
                python::report(&[], &module.notes, findings);
                self.left.extend(module.left);
                if !plugin {
                    self.settings.push((place, module.names));
                }
                for (name, node) in patches {
                    self.patch(&name, &node, findings);
                }
            }
            Err((line, why)) if speaks && is_python(findings.name(number), line, fault.as_ref()) => {
                let at = At { file: number, line };
                findings.left_out(&Place::new(at), format!("all of it: it is no Python: {why}"));
            }
            _ if speaks && let Some((line, why)) = &fault => {
                let at = At { file: number, line: *line };
                findings.left_out(&Place::new(at), format!("all of it: it is no YAML: {why}"));
            }
            // A word is Python, too: what has no statement at all is known by what it is.
            Ok((.., module)) if module.is_plain => findings.note(&place, "it says nothing of Celery"),
            _ => {
                let at = At { file: number, line: fault.as_ref().map_or(0, |(line, _)| *line) };
                let why = fault.map_or_else(String::new, |(_, why)| format!(" ({why})"));
                findings.left_out(
                    &Place::new(at),
                    format!("all of it: it is no configuration of Tutor, no Kubernetes objects, and no Python that speaks of Celery{why}"),
                );
            }
        }
    }

    /// A patch of Tutor's: a text that becomes a part of a rendered file.
    fn patch(&mut self, name: &str, node: &Node, findings: &mut Findings) {
        let place = Place::new(node.at).of(format!("ENV_PATCHES.{name}"));
        let Some(text) = node.text() else {
            if name.starts_with("k8s-") || name.contains("settings") {
                findings.left_over(&place, node);
            }
            return;
        };
        if OBJECTS.contains(&name) {
            let (documents, fault) = yaml::documents(text, 0);
            for document in documents.into_iter().filter(|document| document.value != Value::Null) {
                if is_object(&document) {
                    self.object(placed(document, node.at), name == "k8s-override");
                } else {
                    findings.left_over(&place, &document);
                }
            }
            if let Some((_, why)) = fault {
                findings.left_out(&place, format!("it is no YAML: {why}"));
            }
        } else if python::speaks_of_celery(text) {
            self.settings_patch(name, text, &place, findings);
        }
    }

    /// A part of the Django settings.
    fn settings_patch(&mut self, name: &str, text: &str, place: &Place, findings: &mut Findings) {
        let read = python::with(text, 0, |python: &mut Python<'_>| std::mem::take(&mut python.module));
        match read {
            Ok(module) => {
                self.left.extend(module.left.into_iter().map(|left| Left { at: place.at, ..left }));
                let service = ["lms", "cms"].into_iter().find(|service| name.contains(service));
                let own = |((of, name), node): ((Option<String>, String), Node)| {
                    ((of.or(service.map(str::to_owned)), name), node)
                };
                self.settings.push((place.clone(), module.names.into_iter().map(own).collect()));
            }
            Err((_, why)) => findings.left_out(place, format!("it is no Python: {why}")),
        }
    }
}

/// Whether a file was meant to be Python: by its name, or because as YAML it goes wrong no later.
fn is_python(name: &str, line: u32, fault: Option<&(u32, String)>) -> bool {
    let ends = |ends: &[&str]| name.rsplit_once('.').is_some_and(|(_, end)| ends.contains(&end));
    ends(&["py"]) || !ends(&["yml", "yaml", "json"]) && fault.is_none_or(|(of_yaml, _)| *of_yaml <= line)
}

/// Whether a document is a Kubernetes object.
fn is_object(document: &Node) -> bool {
    document.look_text(".kind").is_some() && document.look_text(".apiVersion").is_some()
}

/// Whether a name is that of a setting of Tutor's.
fn is_setting(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    name.starts_with(|first: char| first.is_ascii_uppercase()) && name.bytes().all(plain)
}

/// A value with all its parts at one place.
fn placed(node: Node, at: At) -> Node {
    let value = match node.value {
        Value::List(items) => Value::List(items.into_iter().map(|item| placed(item, at)).collect()),
        Value::Map(entries) => Value::Map(entries.into_iter().map(|(name, node)| (name, placed(node, at))).collect()),
        other => other,
    };
    Node::new(at, value)
}
