//! `unknown-task`: a task that neither the release nor the file has.

use crate::catalog::Release;
use crate::language::suggest::nearest_within;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "unknown-task",
    "a task that neither the release nor the file has",
    include_str!("../../../../spec/rules/unknown-task.md"),
);

/// The name, in a release.
pub fn unknown_task(name: &str, span: Span, release: &Release) -> Diagnostic {
    let message = format!("no service registers a task `{name}`");
    let help = format!("a task of a plugin is declared: `task {name} registered=lms`");
    let near = || nearest_within(name, release.tasks.iter().map(|task| task.name), 4);
    let diagnostic = |near: &str| Diagnostic::new(&RULE, message.clone(), span, format!("did you mean `{near}`?"));
    // A task of the same name in another module is too far away to be written.
    match (near(), release.namesake(name)) {
        (Some(near), _) => diagnostic(near).help(help).write(span, near, false),
        (None, Some(namesake)) => diagnostic(namesake.name).help(help),
        (None, None) => Diagnostic::new(&RULE, message, span, format!("{} has no such task", release.name)).help(help),
    }
}
