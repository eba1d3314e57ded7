//! `invalid-utf8`: bytes that are no text.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule =
    Rule::error("invalid-utf8", "bytes that are not UTF-8", include_str!("../../../../spec/rules/invalid-utf8.md"));

/// The bytes of a file that are not UTF-8, reported once.
pub fn invalid_utf8(source: &Source) -> Option<Diagnostic> {
    let first = source.invalid().first()?;
    let bytes: u32 = source.invalid().iter().map(|span| span.len()).sum();
    let message = match bytes {
        1 => "one byte of this file is not UTF-8".to_owned(),
        _ => format!("{bytes} bytes of this file are not UTF-8"),
    };
    Some(Diagnostic::new(&RULE, message, *first, "not a character").help("save the file as UTF-8"))
}
