//! `unknown-time-zone`: a time zone that IANA's database does not have.

use crate::language::value::Suggestion;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "unknown-time-zone",
    "a time zone that IANA's database does not have",
    include_str!("../../../../spec/rules/unknown-time-zone.md"),
);

/// A text where a time zone is wanted.
pub fn unknown_time_zone(text: &str, span: Span, meant: Option<&Suggestion>) -> Diagnostic {
    let message = format!("there is no time zone `{text}`");
    let diagnostic = match meant {
        Some(Suggestion { text, certain }) => {
            Diagnostic::new(&RULE, message, span, format!("did you mean `{text}`?")).write(span, text, *certain)
        }
        None => Diagnostic::new(&RULE, message, span, "not in IANA's database")
            .help("zones are called like `Europe/Madrid`, `America/Bogota` or `UTC`"),
    };
    diagnostic.fact("KEDA takes any text here, and fails only when the scaler runs: `unable to load timezone`")
}
