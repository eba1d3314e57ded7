//! `unknown-task`: a task that neither the release nor the file has.

use crate::catalog::Release;
use crate::language::suggest::nearest_within;
use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::error(
    "unknown-task",
    "a task that neither the release nor the file has",
    include_str!("../../../../spec/rules/unknown-task.md"),
);

/// The name, in a release.
pub fn unknown_task(name: &str, span: Span, release: &Release) -> Diagnostic {
    let message = format!("no service registers a task `{name}`");
    let help = format!("a task of a plugin is declared: `task {name} registered=lms`");
    match likely(name, release) {
        Some(near) => Diagnostic::new(&RULE, message, span, format!("did you mean `{near}`?")).help(help).fix(
            format!("write `{near}`"),
            span,
            near,
        ),
        None => Diagnostic::new(&RULE, message, span, format!("{} has no such task", release.name)).help(help),
    }
}

/// The task that was probably meant: the only one of the same last name, or one that differs in a few letters.
fn likely(name: &str, release: &Release) -> Option<&'static str> {
    let last = |name: &str| name.rfind('.').map_or(0, |dot| dot + 1);
    let wanted = &name[last(name)..];
    let mut same = release.tasks.iter().filter(|task| &task.name[last(task.name)..] == wanted);
    if let (Some(only), None) = (same.next(), same.next()) {
        return Some(only.name);
    }
    nearest_within(name, release.tasks.iter().map(|task| task.name), 4)
}
