//! Strings as YAML scalars that every reader takes for the strings that they are, be it a reader of YAML 1.1
//! (PyYAML, Go's sigs.k8s.io/yaml) or of 1.2. Plain where that is certain, in double quotes elsewhere.

use std::fmt::Write as _;

/// Appends a string as a scalar.
pub(super) fn string(out: &mut String, text: &str) {
    if is_plain(text) { out.push_str(text) } else { quoted(out, text) }
}

/// Whether a text is lines, as a file has them, which stand in YAML as they are behind a `|`. Not where a first line, a
/// last one or a space at an end would need a sign of its own.
pub(super) fn is_literal(text: &str) -> bool {
    let Some(lines) = text.strip_suffix('\n') else { return false };
    let is_line = |line: &str| !line.ends_with(' ') && !line.chars().any(must_be_escaped);
    lines.contains('\n') && !lines.starts_with([' ', '\n']) && !lines.ends_with('\n') && lines.split('\n').all(is_line)
}

/// What a byte means in a plain scalar that stands in a block; 0 for what stands for itself. A bit for each, so that one
/// pass without a branch says what a whole text has.
mod class {
    /// A letter that stands in no number, date, infinity or not-a-number of any YAML.
    pub(super) const WORD: u8 = 1;
    /// `:`, which ends a key before a space or the end, and `#` and the space, which can make a comment together.
    pub(super) const CAREFUL: u8 = 2;
    /// Has to be quoted.
    pub(super) const QUOTED: u8 = 4;
}

const CLASSES: [u8; 256] = {
    let mut classes = [class::QUOTED; 256];
    let mut byte = b'!';
    while byte <= b'~' {
        classes[byte as usize] = match byte {
            b':' | b'#' => class::CAREFUL,
            b'"' | b'\\' => class::QUOTED,
            _ if matches!(
                byte.to_ascii_lowercase(),
                b'g' | b'h' | b'j'..=b'm' | b'p'..=b's' | b'u'..=b'w' | b'y'
            ) =>
            {
                class::WORD
            }
            _ => 0,
        };
        byte += 1;
    }
    classes[b' ' as usize] = class::CAREFUL;
    classes
};

fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(&first) = bytes.first() else { return false };
    let classes = bytes.iter().fold(0, |classes, &byte| classes | CLASSES[byte as usize]);
    if classes & class::QUOTED != 0 || (classes & class::CAREFUL != 0 && !is_careful(bytes)) {
        return false;
    }
    match first {
        b'a'..=b'z' | b'A'..=b'Z' => text.len() > 5 || !is_reserved(text),
        b'_' | b'/' | b'$' | b'(' | b'^' => true,
        // `--queues=…` is no number, and no document begins with it.
        b'-' if bytes.starts_with(b"--") => bytes.get(2).is_some_and(u8::is_ascii_alphabetic),
        b'0'..=b'9' | b'.' | b'+' => classes & class::WORD != 0,
        // All other characters begin something else in YAML, or could be read so.
        _ => false,
    }
}

/// Whether no `: `, ` #`, or space at an end makes it more than one scalar.
fn is_careful(bytes: &[u8]) -> bool {
    let last = bytes.len() - 1;
    bytes[0] != b' '
        && bytes[last] != b' '
        && bytes[last] != b':'
        && bytes.windows(2).all(|pair| pair != b": " && pair != b" #")
}

/// The words that some YAML reads as booleans or null, in whichever case.
fn is_reserved(text: &str) -> bool {
    const RESERVED: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    RESERVED.iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            _ if must_be_escaped(character) => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

/// Characters that are not printable in YAML, that end a line in some version of it, or that readers drop.
fn must_be_escaped(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
        || matches!(u32::from(character), 0xfdd0..=0xfdef)
        || (u32::from(character) & 0xfffe == 0xfffe && u32::from(character) < 0x1_0000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scalar(text: &str) -> String {
        let mut out = String::new();
        string(&mut out, text);
        out
    }

    #[test]
    fn names_and_arguments_stand_plain() {
        for text in [
            "edx.lms.core.high_mem",
            "--queues=edx.lms.core.default,edx.lms.core.high",
            "redis:6379",
            "500m",
            "2Gi",
            "30s",
            "/openedx/config",
            "lms-worker",
            "docker.io/overhangio/openedx:22.0.3",
            "a b",
            "a#b",
            "it's",
            "nope",
            "onward",
        ] {
            assert_eq!(scalar(text), text);
        }
    }

    #[test]
    fn what_a_reader_would_take_for_something_else_is_quoted() {
        for text in [
            "",
            "on",
            "Off",
            "YES",
            "n",
            "Y",
            "true",
            "Null",
            "~",
            "=",
            "<<",
            "1",
            "-1",
            "+1",
            ".5",
            "1_000",
            "12:30",
            "0x1F",
            "0o17",
            "0b11",
            "1e3",
            ".inf",
            "-.INF",
            ".nan",
            "2024-01-01",
            "2024-01-01T00:00:00Z",
            "1.2.3",
            "-",
            "--",
            "---",
            "--- a",
            "...",
            "- a",
            "? a",
            ": a",
            "a: b",
            "a:",
            "a #b",
            " a",
            "a ",
            "#a",
            "&a",
            "*a",
            "!a",
            "|",
            ">",
            "'a'",
            "%a",
            "@a",
            "`a`",
            "[a]",
            "{a}",
            ",a",
        ] {
            assert_eq!(scalar(text), format!("\"{text}\""));
        }
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        assert_eq!(scalar("a\nb\t\"\\"), r#""a\nb\t\"\\""#);
        assert_eq!(scalar("\u{0}\u{85}\u{feff}\u{2028}\u{ffff}"), r#""\u0000\u0085\uFEFF\u2028\uFFFF""#);
        assert_eq!(scalar("é😀"), "\"é😀\"");
    }
}
