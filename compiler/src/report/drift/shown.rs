//! Text of somebody else as it may be shown: in one line, of a length that can be read, and never obeyed by a terminal.

use serde_json::Value;

/// More characters of a value than these are not shown.
const LONGEST: usize = 160;

/// A text in one line. A backtick would end the code that it stands in.
pub(super) fn shown(text: &str) -> String {
    let hides = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let mut line = String::new();
    for (index, character) in text.chars().enumerate() {
        match character {
            _ if index == LONGEST => {
                line.push('…');
                break;
            }
            '`' => line.push('\''),
            _ if hides(character) => line.extend(character.escape_default()),
            _ => line.push(character),
        }
    }
    line
}

/// A value as code; a secret is not shown.
pub(super) fn value(of: &Value, secret: bool) -> String {
    match of {
        Value::String(_) if secret => "`…`".to_owned(),
        Value::String(text) => format!("`{}`", shown(text)),
        other => format!("`{}`", shown(&other.to_string())),
    }
}

/// A name of bytes as text: those that are no UTF-8 as `\xff`.
pub(super) fn name(bytes: &[u8]) -> String {
    let mut name = String::new();
    for chunk in bytes.utf8_chunks() {
        name += &shown(chunk.valid());
        name.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_it_is_obeyed_or_ends_a_line() {
        assert_eq!(shown("a\u{1b}[31m`b`\nc"), "a\\u{1b}[31m'b'\\nc");
        assert_eq!(shown(&"é".repeat(200)).chars().count(), LONGEST + 1);
        assert_eq!(name(b"q\xff\xfe\x06\x16"), "q\\xff\\xfe\\u{6}\\u{16}");
    }
}
