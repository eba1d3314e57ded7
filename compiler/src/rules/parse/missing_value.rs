//! `missing-value`: a place where a value belongs and none stands.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "missing-value",
    "a place where a value belongs and none stands",
    include_str!("../../../../spec/rules/missing-value.md"),
);

/// What stands around the gap.
#[derive(Clone, Copy)]
pub enum Before {
    /// `key=` and nothing after it.
    Nothing,
    /// `,` or `..` with nothing before it.
    Separator,
    /// `,` or `..` with nothing after it.
    End,
}

/// A value that is missing at a key or separator.
pub fn missing_value(span: Span, before: Before) -> Diagnostic {
    let (message, label) = match before {
        Before::Nothing => ("this key has no value", "the value is missing"),
        Before::Separator => ("a value is missing before this", "nothing stands before it"),
        Before::End => ("a value is missing after this", "nothing follows"),
    };
    Diagnostic::new(&RULE, message, span, label)
}

/// A separator with nothing before it. What looks like a path upwards is a text that misses its quotes.
pub fn nothing_before(source: &Source, span: Span) -> Diagnostic {
    let diagnostic = missing_value(span, Before::Separator);
    let rest = source.slice(Span::new(span.start, source.line_span(span.start).end));
    let path =
        rest.split(|letter: char| letter.is_whitespace() || "\"\\,=#".contains(letter)).next().unwrap_or_default();
    let Some(length) = u32::try_from(path.len()).ok().filter(|_| path.starts_with("../")) else { return diagnostic };
    let text = format!("\"{path}\"");
    diagnostic.help(format!("a path with `..` stands in quotes: `{text}`")).fix(
        format!("write `{text}`"),
        Span::new(span.start, span.start + length),
        text,
    )
}

/// A statement without what it is about.
pub fn missing_subject(keyword: &str, span: Span, wanted: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("`{keyword}` says nothing of what it is about"),
        span,
        format!("{wanted} belongs here"),
    )
}

/// A route without its queue.
pub fn missing_queue(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, "this route leads to no queue", span, "the queue is missing")
        .help("write `route TASK -> service.variant`")
}
