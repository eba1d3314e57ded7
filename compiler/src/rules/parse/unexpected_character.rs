//! `unexpected-character`: a character, or a word in a place, that the grammar has no use for.

use crate::rules::characters::{Meant, in_quotes, meant, quotes, shown};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "unexpected-character",
    "a character that means nothing where it stands",
    include_str!("../../../../spec/rules/unexpected-character.md"),
);

/// Characters that mean nothing anywhere.
pub fn unexpected_character(source: &Source, span: Span) -> Diagnostic {
    let text = source.slice(span);
    let first = text.chars().next().unwrap_or('\u{fffd}');
    let alone = text.chars().nth(1).is_none();
    let message = format!("{} means nothing here", shown(first));
    match meant(first).filter(|_| alone) {
        Some(Meant::Quote) => {
            let diagnostic = Diagnostic::new(&RULE, message, span, "texts stand in double quotes");
            match quotes(source, span) {
                Some(edits) => diagnostic.fix_all("write double quotes", edits),
                None => diagnostic,
            }
        }
        Some(Meant::Text(meant)) => {
            let write = if meant == " " { "write a plain space".to_owned() } else { format!("write `{meant}`") };
            Diagnostic::new(&RULE, message, span, write.clone()).fix(write, span, meant)
        }
        None => Diagnostic::new(&RULE, message, span, "not part of the language")
            .help("a value with such characters stands in double quotes"),
    }
}

/// `=>` in a route.
pub fn fat_arrow(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, "`=>` means nothing here", span, "write `->`").fix("write `->`", span, "->")
}

/// A statement that does not begin with a word.
pub fn statement_start(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, "a statement begins with a word", span, "not a word")
        .help("begin the line with a statement, or indent it to continue the one above; `qc explain` knows them all")
}

/// `=` without a key before it.
pub fn missing_key(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, "`=` stands without a key before it", span, "which key?").help("write `key=value`")
}

/// A second `=` in the value behind `key=`.
pub fn equals_in_value(source: &Source, key: Span, span: Span) -> Diagnostic {
    in_quotes(Diagnostic::new(&RULE, "a value cannot hold a bare `=`", span, "a second `=`"), source, key)
}

/// Two atoms that touch.
pub fn missing_space(source: &Source, span: Span) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(&RULE, "a space is missing between two values", span, "begins without a space before it")
            .help("put a space, or a comma for a list, between them; a text with quotes has them around all of it");
    // `lms."a b"` was to be one value: a space would make two of it.
    if source.slice(span).starts_with('"') {
        return diagnostic;
    }
    diagnostic.fix("insert a space", Span::at(span.start), " ")
}

/// Carriage returns that no line feed follows, reported once for a file.
pub fn lone_carriage_return(source: &Source) -> Option<Diagnostic> {
    let (span, count) = source.lone_carriage_returns()?;
    let lines = if count == 1 { "a line ends".to_owned() } else { format!("{count} lines end") };
    let message = format!("{lines} in a carriage return alone");
    Some(Diagnostic::new(&RULE, message, span, "no line feed follows").help("end lines with LF or CRLF"))
}

/// `->` in a statement that routes nothing.
pub fn misplaced_arrow(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, "`->` means nothing here", span, "it belongs to `route TASK -> QUEUE`")
}
