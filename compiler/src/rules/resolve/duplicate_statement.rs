//! `duplicate-statement`: two statements that declare the same thing.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "duplicate-statement",
    "two statements that declare the same thing",
    include_str!("../../../../spec/rules/duplicate-statement.md"),
);

/// What is declared, and its second and first place.
pub fn duplicate_statement(what: &str, second: Span, first: Span) -> Diagnostic {
    Diagnostic::new(&RULE, format!("{what} is declared twice"), second, "the second time")
        .and(first, "the first time")
        .help("join the two into one statement; what an included file has is changed with `amend`")
}
