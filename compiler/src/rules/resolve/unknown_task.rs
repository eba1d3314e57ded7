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
    let near = || nearest_within(name, release.tasks.iter().map(|task| task.name), 4);
    match release.namesake(name).map(|task| task.name).or_else(near) {
        Some(near) => Diagnostic::new(&RULE, message, span, format!("did you mean `{near}`?")).help(help).fix(
            format!("write `{near}`"),
            span,
            near,
        ),
        None => Diagnostic::new(&RULE, message, span, format!("{} has no such task", release.name)).help(help),
    }
}
