//! Characters that other languages and word processors write, and what is meant by them here.

use super::prelude::*;

/// What a character that means nothing was to be.
pub(crate) enum Meant {
    /// One of a pair of quotation marks.
    Quote,
    /// This.
    Text(&'static str),
}

/// What was meant by a character.
pub(crate) fn meant(character: char) -> Option<Meant> {
    Some(match character {
        '→' | '⇒' | '>' => Meant::Text("->"),
        '“' | '”' | '„' | '\'' | '‘' | '’' | '`' => Meant::Quote,
        '\u{a0}' | '\u{2003}' | '\u{2009}' => Meant::Text(" "),
        '–' | '—' | '‑' => Meant::Text("-"),
        _ => return None,
    })
}

/// A character as a message shows it.
pub(crate) fn shown(character: char) -> String {
    if character.is_control() || character.is_whitespace() {
        format!("U+{:04X}", u32::from(character))
    } else {
        format!("`{character}`")
    }
}

/// What makes double quotes of a quotation mark and of the one that closes it on its line; `None` where none does.
pub(crate) fn quotes(source: &Source, opening: Span) -> Option<Vec<Edit>> {
    let inner = Span::new(opening.end, source.line_span(opening.start).end);
    let is_quote = |character: char| character == '"' || matches!(meant(character), Some(Meant::Quote));
    let (at, mark) = source.slice(inner).char_indices().find(|(_, character)| is_quote(*character))?;
    let length = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
    let start = inner.start + length(at);
    let closing = Span::new(start, start + length(mark.len_utf8()));
    (mark != '"').then(|| [opening, closing].map(|span| Edit { span, text: "\"".to_owned() }).into())
}

/// A value behind `key=` belongs into quotes: up to the next blank, where it is one text then and was no list or range.
pub(crate) fn in_quotes(diagnostic: Diagnostic, source: &Source, key: Span) -> Diagnostic {
    let rest = source.slice(Span::new(key.end, source.line_span(key.start).end));
    let value = rest.split(char::is_whitespace).next().unwrap_or_default();
    let is_plain = !value.contains(['"', '\\', ',', '#']) && !value.contains("..");
    match u32::try_from(value.len()).ok().filter(|length| is_plain && *length > 0) {
        Some(length) => diagnostic
            .help(format!("put the value in double quotes: `{}\"{value}\"`", source.slice(key)))
            .fix("write the quotes", Span::new(key.end, key.end + length), format!("\"{value}\""))
            .unsafely(),
        None => diagnostic.help("put the value in double quotes: `key=\"a=b\"`"),
    }
}
