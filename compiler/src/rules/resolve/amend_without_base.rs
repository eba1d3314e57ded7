//! `amend-without-base`: an `amend` of what nothing declares.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "amend-without-base",
    "an `amend` of what nothing declares",
    include_str!("../../../../spec/rules/amend-without-base.md"),
);

/// The word of the statement that is amended, what it would amend, and where that is named.
pub fn amend_without_base(word: &str, what: &str, span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, format!("nothing declares {what}, so it cannot be amended"), span, "not declared")
        .help(format!("declare it with `{word}`, or include the file that does"))
}
