//! `invalid-quantity`: a size or an amount of processor time that Kubernetes would not read as it is meant.

use crate::language::value::Suggestion;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "invalid-quantity",
    "a size or amount of processor time in a unit that is not known",
    include_str!("../../../../spec/rules/invalid-quantity.md"),
);

/// A quantity for a key, what the key wants, and what was probably meant.
pub fn invalid_quantity(key: &str, text: &str, span: Span, wanted: &str, meant: Option<&Suggestion>) -> Diagnostic {
    let message = format!("`{text}` is no quantity for `{key}`");
    match meant {
        Some(Suggestion { text, certain }) => Diagnostic::new(&RULE, message, span, format!("did you mean `{text}`?"))
            .help(format!("it takes {wanted}"))
            .write(span, text, *certain),
        None => Diagnostic::new(&RULE, message, span, format!("wanted is {wanted}")),
    }
}
