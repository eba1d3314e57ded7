//! `invalid-name`: a name that Kubernetes or the broker refuses.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "invalid-name",
    "a name that Kubernetes or the broker refuses",
    include_str!("../../../../spec/rules/invalid-name.md"),
);

/// A name, why it is none, and what was probably meant.
pub fn invalid_name(name: &str, span: Span, why: &str, meant: Option<&str>) -> Diagnostic {
    let message = format!("`{name}` cannot be a name here");
    match meant {
        // The name may be that of something outside of the file.
        Some(meant) => {
            Diagnostic::new(&RULE, message, span, format!("`{meant}` could")).fact(why).write(span, meant, false)
        }
        None => Diagnostic::new(&RULE, message, span, "refused").fact(why),
    }
}
