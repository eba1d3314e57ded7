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

/// One service more than there can be.
pub fn too_many_services(name: &str, span: Span, most: u8) -> Diagnostic {
    let message = format!("`{name}` is one service too many");
    Diagnostic::new(&RULE, message, span, format!("a site has {most} services at most")).help("declare a second site")
}
