//! `duplicate-key`: a key or clause that stands twice in one place.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "duplicate-key",
    "a key or clause that stands twice in one place",
    include_str!("../../../../spec/rules/duplicate-key.md"),
);

/// The word, and its second and first place.
pub fn duplicate_key(word: &str, second: Span, first: Span) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{word}` stands twice"), second, "the second time")
        .and(first, "the first time")
        .help("keep one of them: qc takes neither the first nor the last by itself")
}
