//! `invalid-escape`: an escape in a text that means nothing, or a control character that should be one.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "invalid-escape",
    "an escape in a text that means nothing, or a control character as it is",
    include_str!("../../../../spec/rules/invalid-escape.md"),
);

/// An escape in a text that means nothing.
pub fn bad_escape(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, "this escape means nothing", span, "not an escape")
        .help("the escapes are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\u{…}` with a code point in hexadecimal")
}

/// A control character that stands in a text as itself.
pub fn control_character(span: Span, character: char) -> Diagnostic {
    let escape = format!("\\u{{{:x}}}", u32::from(character));
    let write = format!("write `{escape}`");
    Diagnostic::new(&RULE, "a text cannot hold a control character as it is", span, write.clone())
        .fix(write, span, escape)
}
