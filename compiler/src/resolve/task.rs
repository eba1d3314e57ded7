//! `task` → facts of tasks, of plugins' and of the release's own.

use rustc_hash::FxHashMap;

use super::fill::fill;
use super::names::service;
use super::{File, statements};
use crate::diagnostic::Sink;
use crate::language::{Target, keys};
use crate::model::{Model, Task};
use crate::rules::resolve::duplicate_statement::duplicate_statement;
use crate::rules::resolve::invalid_name::invalid_name;
use crate::rules::resolve::missing_key::missing_key;
use crate::source::Span;

pub(super) fn resolve<'s>(file: File<'s>, model: &mut Model<'s>, sink: &mut Sink) {
    let mut first: FxHashMap<String, Span> = FxHashMap::default();
    for word in file.statements(&statements::task::STATEMENT) {
        let (Some(subject), rest) = word.subject(sink) else { continue };
        if let Some(first) = first.insert(subject.text.to_string(), subject.span) {
            sink.push(duplicate_statement(&format!("the task `{}`", subject.text), subject.span, first));
            continue;
        }
        let name = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        if !subject.text.bytes().all(name) {
            let why = "a task's name is made of letters, digits, `.`, `_` and `-`; each task is declared by itself";
            sink.push(invalid_name(&subject.text, subject.span, why, None));
            continue;
        }
        let mut task = Task { name: subject.text, span: subject.span, ..Task::default() };
        let errors = sink.errors();
        if !word.statement.broken {
            fill(word, rest, Target::Task(&mut task), false, sink);
        }
        if let Some(registered) = &task.registered {
            for name in &registered.value {
                service(&name.text, name.span, model, sink);
            }
        } else if !word.statement.broken && sink.errors() == errors && !is_known(&task.name, model) {
            let key = keys::registered::KEY.name;
            let example = format!("task {} {key}=lms", task.name);
            let why = "no release knows which services register it";
            sink.push(missing_key(&task.name, task.span, key, why, &example));
        }
        model.tasks.push(task);
    }
}

/// Whether the release knows a task, be it with a condition.
pub(super) fn is_known(name: &str, model: &Model<'_>) -> bool {
    let release = model.release;
    release.task(name).is_some() || release.optional(name).is_some() || release.possible(name).is_some()
}
