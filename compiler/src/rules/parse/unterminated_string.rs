//! `unterminated-string`: a text whose closing quote is missing on its line.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "unterminated-string",
    "a text without its closing quote",
    include_str!("../../../../spec/rules/unterminated-string.md"),
);

/// A text that runs to the end of its line.
pub fn unterminated_string(source: &Source, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(&RULE, "a text is not closed on its line", span, "the closing `\"` is missing")
        .help("a text cannot span lines: write `\\n` for a line break");
    // Where it was to end is clear only when nothing stands behind it that may not belong to it.
    if source.slice(span).contains([' ', '\t']) {
        return diagnostic;
    }
    diagnostic.fix("close the text", Span::at(span.end), "\"")
}
