//! Python's literals.

use std::fmt::Write as _;

/// A text as a Python literal.
pub(super) fn python(text: &str) -> String {
    let mut literal = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => literal.extend(['\\', character]),
            ' '..='~' => literal.push(character),
            _ => {
                let _ = write!(literal, "\\U{:08x}", u32::from(character));
            }
        }
    }
    literal + "\""
}

/// A text as a part of a URL: everything but letters, digits and `-._~` with percent signs, as Python's `quote` does it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            quoted.push(char::from(byte));
        } else {
            let _ = write!(quoted, "%{byte:02X}");
        }
    }
    quoted
}

/// A text of lines as a Python literal of lines.
pub(super) fn long_text(text: &str) -> String {
    let plain = text.replace('\\', "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    format!("\"\"\"\\\n{plain}\"\"\"")
}

#[cfg(test)]
mod tests {
    use super::{long_text, python, quoted};

    #[test]
    fn lines_stay_lines() {
        assert_eq!(long_text("a\\b\n\"\"\"\"\"c\n"), "\"\"\"\\\na\\\\b\n\\\"\\\"\\\"\"\"c\n\"\"\"");
    }

    #[test]
    fn texts_are_python_literals() {
        assert_eq!(python("a\"\\\u{6}é"), "\"a\\\"\\\\\\U00000006\\U000000e9\"");
    }

    #[test]
    fn parts_of_urls_are_quoted() {
        assert_eq!(quoted("a/b@c:é~"), "a%2Fb%40c%3A%C3%A9~");
    }
}
