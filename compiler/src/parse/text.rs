//! Texts in quotes: `\" \\ \n \t \u{…}` to the characters that they mean, and back.

use std::borrow::Cow;
use std::ops::Range;

/// The text that stands between two quotes. An escape that means nothing stays as it is; the parser has
/// reported it.
pub fn unescape(inner: &str) -> Cow<'_, str> {
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let (length, meaning) = escape(rest);
        match meaning {
            Some(character) => text.push(character),
            None => text.push_str(&rest[..length]),
        }
        rest = &rest[length..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// The first escape that means nothing, as a range of `inner`.
pub fn bad_escape(inner: &str) -> Option<Range<usize>> {
    let mut at = 0;
    while let Some(found) = inner[at..].find('\\') {
        at += found;
        let (length, meaning) = escape(&inner[at..]);
        if meaning.is_none() {
            return Some(at..at + length);
        }
        at += length;
    }
    None
}

/// A text in quotes that reads as `text`.
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => quoted.push_str(&format!("\\u{{{:x}}}", u32::from(control))),
            plain => quoted.push(plain),
        }
    }
    quoted.push('"');
    quoted
}

/// The length in bytes of the escape that `text` starts with, and the character that it means.
fn escape(text: &str) -> (usize, Option<char>) {
    let mut characters = text.chars();
    characters.next();
    let Some(kind) = characters.next() else { return (text.len(), None) };
    let plain = match kind {
        '"' | '\\' => Some(kind),
        'n' => Some('\n'),
        't' => Some('\t'),
        'u' => return code_point(text),
        _ => None,
    };
    (1 + kind.len_utf8(), plain)
}

fn code_point(text: &str) -> (usize, Option<char>) {
    let digits = text.strip_prefix("\\u{").and_then(|rest| rest.split_once('}')).map(|(digits, _)| digits);
    match digits {
        Some(digits) if (1..=6).contains(&digits.len()) => {
            (digits.len() + 4, u32::from_str_radix(digits, 16).ok().and_then(char::from_u32))
        }
        _ => (2, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_mean_characters() {
        assert_eq!(unescape(r#"a\"b\\c\nd\te\u{1F600}"#), "a\"b\\c\nd\te\u{1F600}");
        assert!(matches!(unescape("plain"), Cow::Borrowed("plain")));
    }

    #[test]
    fn a_bad_escape_is_found_and_kept() {
        for (inner, bad) in [(r"a\qb", 1..3), (r"\u{110000}", 0..10), (r"\u{}", 0..2), (r"\u12", 0..2), ("ok\\é", 2..5)]
        {
            assert_eq!(bad_escape(inner), Some(bad), "{inner}");
            assert_eq!(unescape(inner), inner);
        }
    }

    #[test]
    fn what_is_quoted_reads_back() {
        for text in ["", "a b", "q\"\\\n\t\u{0}\u{85}é"] {
            let quoted = quote(text);
            assert_eq!(unescape(&quoted[1..quoted.len() - 1]), text);
            assert_eq!(bad_escape(&quoted[1..quoted.len() - 1]), None);
        }
    }
}
