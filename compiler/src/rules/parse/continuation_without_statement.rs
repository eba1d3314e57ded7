//! `continuation-without-statement`: an indented line with no statement above it.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "continuation-without-statement",
    "an indented line with no statement above it",
    include_str!("../../../../spec/rules/continuation-without-statement.md"),
);

/// The indentation, and the first word behind it.
pub fn continuation_without_statement(indent: Span, word: Span) -> Diagnostic {
    Diagnostic::new(&RULE, "this line continues a statement, but none stands above it", word, "begins behind a space")
        .fact("a statement begins in the first column; an indented line belongs to the statement above it")
        .fix("remove the indentation", indent, "")
}
