//! `glob-matches-nothing`: a pattern of tasks that no task fits.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "glob-matches-nothing",
    "a pattern of tasks that no task fits",
    include_str!("../../../../spec/rules/glob-matches-nothing.md"),
);

/// The pattern, in a release.
pub fn glob_matches_nothing(pattern: &str, span: Span, release: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("no task fits `{pattern}`"), span, format!("none of {release} and of this file"))
        .fact("`*` stands for any characters, dots included; nothing else is special")
}
