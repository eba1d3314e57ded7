//! `missing-key`: a statement without a key that it needs.

use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::error(
    "missing-key",
    "a statement without a key that it needs",
    include_str!("../../../../spec/rules/missing-key.md"),
);

/// A clause without a pair, which says nothing.
pub fn empty_clause(word: &str, span: Span, example: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{word}` says nothing"), span, "no `key=value` follows")
        .help(format!("for example `{example}`"))
}

/// What a statement is about, the key that is missing, and why it is needed.
pub fn missing_key(subject: &str, span: Span, key: &str, why: &str, example: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{subject}` needs `{key}`"), span, why).help(format!("write `{example}`"))
}
