//! `task` → facts of tasks, of plugins' and of the release's own.

use super::fill::fill;
use super::names::service;
use super::{Files, Word, statements};
use crate::diagnostic::Sink;
use crate::language::{Target, keys};
use crate::model::{Model, Task};
use crate::parse::Item;
use crate::rules::resolve::duplicate_statement::duplicate_statement;
use crate::rules::resolve::invalid_name::invalid_name;
use crate::rules::resolve::missing_key::missing_key;

pub(super) fn resolve<'s>(files: Files<'s>, model: &mut Model<'s>, sink: &mut Sink) {
    for word in files.with_amendments(&statements::task::STATEMENT) {
        let (Some(subject), rest) = word.subject(sink) else { continue };
        let base = model.task_index.get(&*subject.text).copied();
        let what = || format!("the task `{}`", subject.text);
        if word.amends {
            if let Some(base) = word.finds(base, &what(), subject.span, sink) {
                read(word, rest, base, model, sink);
            }
            continue;
        }
        if let Some(base) = base {
            sink.push(duplicate_statement(&what(), subject.span, model.tasks[base].span));
            continue;
        }
        let name = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        if !subject.text.bytes().all(name) {
            let why = "a task's name is made of letters, digits, `.`, `_` and `-`; each task is declared by itself";
            sink.push(invalid_name(&subject.text, subject.span, why, None));
            continue;
        }
        model.task_index.insert(subject.text.clone(), model.tasks.len());
        model.tasks.push(Task { name: subject.text, span: subject.span, ..Task::default() });
        read(word, rest, model.tasks.len() - 1, model, sink);
    }
}

/// Reads what a statement says of a task.
fn read<'s>(word: Word<'s>, rest: &'s [Item], index: usize, model: &mut Model<'s>, sink: &mut Sink) {
    if word.statement.broken {
        return;
    }
    let errors = sink.errors();
    fill(word, rest, Target::Task(&mut model.tasks[index]), false, sink);
    let task = &model.tasks[index];
    if let Some(registered) = &task.registered {
        for name in &registered.value {
            service(&name.text, name.span, model, sink);
        }
    } else if sink.errors() == errors && !model.incomplete && !is_known(&task.name, model) {
        let key = keys::registered::KEY.name;
        let example = format!("task {} {key}={}", task.name, model.services.first().map_or("lms", |first| &first.name));
        let why = "no release knows which services register it";
        sink.push(missing_key(&task.name, task.span, key, why, &example));
    }
}

/// Whether the release knows a task, be it with a condition.
pub(super) fn is_known(name: &str, model: &Model<'_>) -> bool {
    let release = model.release;
    release.task(name).is_some() || release.optional(name).is_some() || release.possible(name).is_some()
}
