//! Values for keys, and whole statements, as snippets: from the examples of the vocabulary, so that what is inserted is
//! right before anything is typed.

use super::super::anatomy::{Part, Role, parts};
use crate::catalog::OWN;
use crate::diagnostic::Sink;
use crate::language::value::{Seconds, Type};
use crate::language::{CLAUSES, Default, Entry};
use crate::parse::parse;
use crate::source::{Sources, Span};

/// A value that a key takes at a place: that of its example, else its default, else one of its type.
pub fn sample(entry: &Entry) -> String {
    let of_clause = CLAUSES.iter().filter(|clause| clause.scope == entry.place.scope).map(|clause| clause.example);
    let mut examples = std::iter::once(entry.key.example).chain(of_clause);
    let said = examples.find_map(|example| with_parts(example, |text, parts| value_of(text, parts, entry)));
    said.or_else(|| default(entry.place.default)).unwrap_or_else(|| of_type(entry.place.value))
}

/// What holds without the key, where that is one value.
pub(in crate::ide) fn default(default: Default) -> Option<String> {
    match default {
        Default::Integer(number, _) => Some(number.to_string()),
        Default::Duration(seconds, _) => Some(Seconds(seconds).to_string()),
        Default::Word(word, _) => Some(crate::language::print::text(word)),
        Default::Catalog(_) | Default::Unset(_) | Default::Required => None,
    }
}

/// A key with a value to be typed over.
pub(super) fn pair(entry: &Entry) -> String {
    format!("{}={}", entry.key.name, field(1, &sample(entry)))
}

/// A place of a snippet to be typed over. What has braces of its own would end it in some editors.
pub(super) fn field(number: usize, text: &str) -> String {
    if text.contains(['{', '}', '$', '\\']) { format!("${{{number}}}") } else { format!("${{{number}:{text}}}") }
}

/// An example as a snippet: its subjects and values are places to be typed over.
pub(super) fn snippet(example: &str) -> String {
    with_parts(example, |text, parts| Some(fields(text, parts, 0, length(text)))).unwrap_or_default()
}

/// The word of a statement with its subject, from its example.
pub(super) fn with_subject(example: &str) -> String {
    let subject = with_parts(example, |text, parts| {
        let last = parts.iter().rfind(|part| matches!(part.role, Role::Subject(_) | Role::Target))?;
        Some(fields(text, parts, 0, last.span.end))
    });
    subject.unwrap_or_else(|| example.split(' ').next().unwrap_or_default().to_owned())
}

/// A clause with its pairs, from its example.
pub(super) fn of_clause(word: &str, example: &str) -> String {
    let clause = with_parts(example, |text, parts| {
        let is_clause = |part: &&Part| matches!(part.role, Role::Clause(_));
        let start = parts.iter().filter(is_clause).find(|part| slice(text, part.span) == word)?.span.start;
        let next = parts.iter().filter(is_clause).map(|part| part.span.start).find(|next| *next > start);
        Some(fields(text, parts, start, next.unwrap_or(length(text))).trim_end().to_owned())
    });
    clause.unwrap_or_else(|| word.to_owned())
}

/// A part of an example in which each subject and value is a place to be typed over.
fn fields(text: &str, parts: &[Part], start: u32, end: u32) -> String {
    let mut snippet = String::new();
    let (mut at, mut number) = (start, 0);
    let typed = |part: &&Part| matches!(part.role, Role::Subject(_) | Role::Target | Role::Value(_));
    for part in parts.iter().filter(|part| start <= part.span.start && part.span.end <= end).filter(typed) {
        number += 1;
        snippet += slice(text, Span::new(at, part.span.start));
        snippet += &field(number, slice(text, part.span));
        at = part.span.end;
    }
    snippet + slice(text, Span::new(at, end))
}

fn value_of(text: &str, parts: &[Part], entry: &Entry) -> Option<String> {
    let key = |part: &Part| matches!(part.role, Role::Key(Some(key)) if key.index == entry.index);
    let at = parts.iter().position(key)? + 1;
    let value = parts[at..].iter().take_while(|part| matches!(part.role, Role::Value(_)));
    value.map(|part| part.span).reduce(Span::to).map(|span| slice(text, span).to_owned())
}

/// Something of an example's words.
fn with_parts<R>(example: &str, then: impl FnOnce(&str, &[Part]) -> Option<R>) -> Option<R> {
    let sources = Sources::single("", example.into()).ok()?;
    let source = sources.main();
    let tree = parse(source, &mut Sink::default());
    let (_, parts) = parts(source, &tree, tree.statements.first()?);
    then(example, &parts)
}

/// A value of a type, where neither an example nor a default has one.
fn of_type(of: Type) -> String {
    match of {
        Type::Integer(low, _) => low.max(1).to_string(),
        Type::Percent(_, high) => format!("{high}%"),
        Type::Duration(low, high) => Seconds(60.clamp(low, high)).to_string(),
        Type::Version(_, high) => high.to_string(),
        Type::Pattern => OWN.workload.to_owned(),
        Type::DnsLabel(_) | Type::DnsName | Type::Names => "example".to_owned(),
        _ => {
            // What it takes is described with an example: "a size like `512Mi`".
            let described = of.describe();
            described.split('`').nth(1).unwrap_or("some.example").to_owned()
        }
    }
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap_or_default()
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
