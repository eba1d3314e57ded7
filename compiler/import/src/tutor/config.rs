//! The settings of Tutor: those of `config.yml`, and those that plugins add by hooks. What nobody asks for is reported at
//! the end: a setting of the two plugins as one that was not understood, the others by their names.

use super::{pair, setting};
use crate::finding::{Findings, Place, is_template};
use crate::node::{At, Node, Value};

/// Settings by name.
#[derive(Debug, Default)]
pub(crate) struct Config {
    entries: Vec<(String, Node)>,
    /// What hooks give where `config.yml` is silent: the defaults are asked last.
    hooks: [Vec<(String, Node)>; 2],
    there: bool,
}

/// So deep may a template refer to others.
const DEEPEST: usize = 8;

impl Config {
    /// Whether there are settings.
    pub(crate) fn is_there(&self) -> bool {
        self.there
    }

    /// Takes a `config.yml`.
    pub(crate) fn file(&mut self, node: Node, findings: &mut Findings) {
        self.there = true;
        let Value::Map(entries) = node.value else { return };
        for (name, node) in entries {
            match self.entries.iter().find(|(there, _)| *there == name) {
                Some((_, there)) if *there == node => {}
                Some(_) => findings.left_out(&setting(&name, node.at), "another file says something else"),
                None => self.entries.push((name, node)),
            }
        }
    }

    /// Takes what a hook adds.
    pub(crate) fn add(&mut self, filter: &str, node: Node, findings: &mut Findings) {
        self.there = true;
        let at = node.at;
        let Some((name, node)) = pair(node) else {
            findings.left_out(&Place::new(at), format!("`{filter}` takes a name and a value"));
            return;
        };
        let node = Node::new(node.at.or(at), node.value);
        match filter {
            // What a hook says of the user's settings wins over them.
            "CONFIG_USER" => {
                self.entries.retain(|(there, _)| *there != name);
                self.entries.push((name, node));
            }
            "CONFIG_DEFAULTS" => self.hooks[1].push((name, node)),
            _ => self.hooks[0].push((name, node)),
        }
    }

    /// Takes a setting, rendered where its template only names others.
    pub(crate) fn take(&mut self, name: &str) -> Option<Node> {
        let taken = self.remove(name)?;
        Some(self.rendered(taken))
    }

    /// Whether any setting is there whose name begins so.
    pub(crate) fn has_any(&self, prefix: &str) -> bool {
        self.entries.iter().chain(self.hooks.iter().flatten()).any(|(name, _)| name.starts_with(prefix))
    }

    /// Whether a plugin is enabled; `None` where nothing says which are.
    pub(crate) fn enables(&self, plugin: &str) -> Option<bool> {
        let plugins = self.look("PLUGINS")?.texts()?;
        Some(plugins.iter().any(|name| name == plugin))
    }

    /// A setting, rendered.
    pub(crate) fn get(&self, name: &str) -> Option<Node> {
        self.look(name).map(|node| self.rendered(node.clone()))
    }

    fn look(&self, name: &str) -> Option<&Node> {
        let all = self.entries.iter().chain(self.hooks[0].iter()).chain(self.hooks[1].iter().rev());
        all.into_iter().find(|(there, _)| there == name).map(|(_, node)| node)
    }

    fn remove(&mut self, name: &str) -> Option<Node> {
        let found = self.look(name).cloned();
        self.entries.retain(|(there, _)| there != name);
        self.hooks.iter_mut().for_each(|hooks| hooks.retain(|(there, _)| there != name));
        found
    }

    fn rendered(&self, node: Node) -> Node {
        let value = match node.value {
            Value::Text(text) if is_template(&text) => {
                self.render(&text, 0).map_or_else(|| Value::Computed(text.clone()), Value::Text)
            }
            Value::List(items) => Value::List(items.into_iter().map(|item| self.rendered(item)).collect()),
            Value::Map(entries) => {
                Value::Map(entries.into_iter().map(|(name, node)| (name, self.rendered(node))).collect())
            }
            other => other,
        };
        Node::new(node.at, value)
    }

    /// A text in which `{{ NAME }}` stands for a setting that is known. Other templates stay what they are.
    fn render(&self, text: &str, depth: usize) -> Option<String> {
        let mut all = String::new();
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once("{{") {
            let (name, after) = behind.split_once("}}")?;
            all.push_str(before);
            let value = self.look(name.trim()).filter(|_| depth < DEEPEST)?.scalar()?;
            all.push_str(&self.render(&value, depth + 1)?);
            rest = after;
        }
        all.push_str(rest);
        (!is_template(&all)).then_some(all)
    }

    /// Reports what nobody asked for.
    pub(crate) fn report(&mut self, findings: &mut Findings) {
        // Which plugins there are was asked for, and so was what templates name.
        self.remove("PLUGINS");
        let mut others: Vec<(At, String)> = Vec::new();
        let hooks = std::mem::take(&mut self.hooks).into_iter().flatten();
        for (name, node) in std::mem::take(&mut self.entries).into_iter().chain(hooks) {
            if PREFIXES.iter().any(|prefix| name.starts_with(prefix)) {
                findings.left_over(&setting(&name, node.at), &node);
            } else {
                others.push((node.at, name));
            }
        }
        others.sort_by(|a, b| (a.0.file, &a.1).cmp(&(b.0.file, &b.1)));
        for of_file in others.chunk_by(|a, b| a.0.file == b.0.file) {
            let names: Vec<String> = of_file.iter().map(|(_, name)| crate::node::on_one_line(name)).collect();
            let count = match names.len() {
                1 => "1 setting says nothing of Celery and stays".to_owned(),
                several => format!("{several} settings say nothing of Celery and stay"),
            };
            let what = format!("{count} with Tutor: {}", names.join(", "));
            findings.note(&Place::new(At::file(of_file[0].0.file)), what);
        }
    }
}

/// How the settings of the two plugins begin.
pub(super) const PREFIXES: [&str; 2] = ["CELERY_", "POD_AUTOSCALING_"];
