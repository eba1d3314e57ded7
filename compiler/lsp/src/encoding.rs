//! Offsets in bytes of a text ↔ lines and columns as the client counts them: in bytes, in UTF-16 code units, or in
//! characters. Total: a place that is not there is the nearest one before it.

use celq::source::{Source, Span};
use gen_lsp_types::{Position, PositionEncodingKind, Range};

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16,
    Utf32,
}

impl Encoding {
    /// The first that a client names and we know; what the protocol has ever counted in where it names none.
    pub(crate) fn negotiate<'a>(mut offered: impl Iterator<Item = &'a str>) -> Self {
        let known =
            |name: &str| [Self::Utf8, Self::Utf16, Self::Utf32].into_iter().find(|of| of.kind().as_str() == name);
        offered.find_map(known).unwrap_or(Self::Utf16)
    }

    pub(crate) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// How long a text is.
    pub(crate) fn length(self, text: &str) -> u32 {
        let length = match self {
            // Most text is ASCII, which is quickly seen and the same for all.
            _ if text.is_ascii() => text.len(),
            Self::Utf8 => text.len(),
            Self::Utf16 => text.encode_utf16().count(),
            Self::Utf32 => text.chars().count(),
        };
        u32::try_from(length).unwrap_or(u32::MAX)
    }

    /// The place of a global offset.
    pub(crate) fn position(self, source: &Source, offset: u32) -> Position {
        let (line, start) = source.line_at(offset);
        Position::new(line, self.length(source.slice(Span::new(start, offset))))
    }

    /// The global offset of a place.
    pub(crate) fn offset(self, source: &Source, position: Position) -> u32 {
        let Some(line) = source.line(position.line) else { return source.span().end };
        let mut left = position.character;
        let mut at = line.start;
        for character in source.slice(line).chars() {
            let Some(rest) = left.checked_sub(self.length(character.encode_utf8(&mut [0; 4]))) else { break };
            left = rest;
            at += Self::Utf8.length(character.encode_utf8(&mut [0; 4]));
        }
        at
    }

    pub(crate) fn range(self, source: &Source, span: Span) -> Range {
        Range::new(self.position(source, span.start), self.position(source, span.end))
    }

    /// What is asked for from behind its end is empty.
    pub(crate) fn span(self, source: &Source, range: Range) -> Span {
        let start = self.offset(source, range.start);
        Span::new(start, self.offset(source, range.end).max(start))
    }
}
