//! `include-not-found`: an included file that cannot be read.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "include-not-found",
    "an included file that cannot be read",
    include_str!("../../../../spec/rules/include-not-found.md"),
);

/// The name of the file, and what the system said.
pub fn include_not_found(name: &str, span: Span, why: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{name}` cannot be included"), span, why)
        .fact("a path is relative to the file that includes it")
}
