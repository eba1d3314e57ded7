//! `unknown-release`: an Open edX release that qc has no catalog of.

use crate::catalog::RELEASES;
use crate::language::suggest::near;
use crate::language::value::alternatives;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "unknown-release",
    "an Open edX release that qc has no catalog of",
    include_str!("../../../../spec/rules/unknown-release.md"),
);

/// The name.
pub fn unknown_release(name: &str, span: Span) -> Diagnostic {
    let names = || RELEASES.iter().map(|release| release.name);
    let message = format!("qc knows no release `{name}`");
    let help = format!("the releases are {}", alternatives(names()));
    match near(name, names()) {
        Some(near) => Diagnostic::new(&RULE, message, span, format!("did you mean `{}`?", near.word)).help(help).write(
            span,
            near.word,
            near.certain,
        ),
        None => Diagnostic::new(&RULE, message, span, "no catalog of that name").help(help),
    }
}
