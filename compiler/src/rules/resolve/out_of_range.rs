//! `out-of-range`: a number that its key does not take.

use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::error(
    "out-of-range",
    "a number that its key does not take",
    include_str!("../../../../spec/rules/out-of-range.md"),
);

/// A number for a key, and the range that the key takes.
pub fn out_of_range(key: &str, text: &str, span: Span, range: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{key}` cannot be `{text}`"), span, format!("it takes {range}"))
}
