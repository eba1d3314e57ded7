//! `two-beats`: a second program that sends the same schedule.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "two-beats",
    "a second program that sends the same schedule",
    include_str!("../../../../spec/rules/two-beats.md"),
);

/// A second `beat` of a service.
pub fn two_beats(service: &str, second: Span, first: Span) -> Diagnostic {
    let message = format!("`{service}` has two beats, and every task of its schedule would be sent twice");
    Diagnostic::new(&RULE, message, second, "the second")
        .and(first, "the first")
        .help("join the two into one statement")
}
