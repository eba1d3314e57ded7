//! `include-cycle`: files that include each other.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "include-cycle",
    "files that include each other",
    include_str!("../../../../spec/rules/include-cycle.md"),
);

/// The name of the file, and the files on the way back to it.
pub fn include_cycle(name: &str, span: Span, way: &[String]) -> Diagnostic {
    let message = format!("`{name}` would include itself");
    Diagnostic::new(&RULE, message, span, "this way leads back")
        .fact(way.join(" → "))
        .help("move what both need into a third file, and include that in both")
}
