//! `invalid-date`: a day that the calendar does not have, or that is written otherwise.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "invalid-date",
    "a day that the calendar does not have, or that is written otherwise",
    include_str!("../../../../spec/rules/invalid-date.md"),
);

/// A text where a day is wanted.
pub fn invalid_date(key: &str, text: &str, span: Span, wanted: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{text}` is no day for `{key}`"), span, wanted)
        .help(format!("write it as in `{key}=2027-01-31`"))
}
