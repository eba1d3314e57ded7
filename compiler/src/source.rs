//! Source text and places in it: bytes in, text with spans, lines and columns out. Knows nothing of the language.

use std::sync::OnceLock;

/// A half-open range of bytes. Offsets count through all files of a [`Sources`], one after the other,
/// so a span also says which file it lies in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to and without `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The empty span at `offset`, where something can be inserted.
    pub const fn at(offset: u32) -> Self {
        Self::new(offset, offset)
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it covers no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `offset` lies inside, the end included.
    pub const fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }
}

/// A place as people count it: both from 1, columns in Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1, in Unicode scalar values.
    pub column: u32,
}

/// One file: its text, where it begins among all files, and which of its bytes were not UTF-8.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    base: u32,
    invalid: Vec<Span>,
    lines: OnceLock<Vec<u32>>,
    utf16_lines: OnceLock<Option<Vec<u32>>>,
    shown: OnceLock<Option<String>>,
}

impl Source {
    /// The name under which messages show the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text. A byte that was not UTF-8 is there as one U+001A, so that every offset is that of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text as a terminal may show it: of the same length, with `?` for every byte of a control character.
    pub fn shown(&self) -> &str {
        let shown = self.shown.get_or_init(|| {
            let hidden = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
            self.text.contains(hidden).then(|| {
                let mut shown = String::with_capacity(self.text.len());
                for (at, character) in self.text.char_indices() {
                    match character {
                        '\r' if self.text.as_bytes().get(at + 1) == Some(&b'\n') => shown.push(' '),
                        _ if hidden(character) => shown.extend(std::iter::repeat_n('?', character.len_utf8())),
                        _ => shown.push(character),
                    }
                }
                shown
            })
        });
        shown.as_deref().unwrap_or(&self.text)
    }

    /// The offset of the file's first byte.
    pub fn base(&self) -> u32 {
        self.base
    }

    /// The whole file.
    pub fn span(&self) -> Span {
        Span::new(self.base, self.base + offset(self.text.len()))
    }

    /// The runs of bytes that were not UTF-8.
    pub fn invalid(&self) -> &[Span] {
        &self.invalid
    }

    /// Whether some of a span's bytes were not UTF-8.
    pub fn is_invalid(&self, span: Span) -> bool {
        let before = self.invalid.partition_point(|invalid| invalid.end <= span.start);
        self.invalid.get(before).is_some_and(|invalid| invalid.start < span.end)
    }

    /// The first carriage return that no line feed follows, and how many of them there are.
    pub fn lone_carriage_returns(&self) -> Option<(Span, usize)> {
        let bytes = self.text.as_bytes();
        let mut lone = memchr::memchr_iter(b'\r', bytes).filter(|&at| bytes.get(at + 1) != Some(&b'\n'));
        let first = self.base + offset(lone.next()?);
        Some((Span::new(first, first + 1), 1 + lone.count()))
    }

    /// The text of a span that lies in this file.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[self.local(span.start)..self.local(span.end)]
    }

    /// The byte of this file that a global offset means.
    pub fn local(&self, global: u32) -> usize {
        (global.saturating_sub(self.base) as usize).min(self.text.len())
    }

    /// The line and column of a global offset.
    pub fn position(&self, global: u32) -> Position {
        let local = self.local(global);
        let line = self.line_index(local);
        let start = self.lines()[line] as usize;
        let column = self.text.get(start..local).map_or(0, |before| before.chars().count());
        Position { line: offset(line) + 1, column: offset(column) + 1 }
    }

    /// The offset from the file's start of a global offset, in UTF-16 code units, as JavaScript and editors count.
    pub fn utf16(&self, global: u32) -> u32 {
        let local = self.local(global);
        let Some(lines) = self.utf16_lines() else { return offset(local.min(self.text.len())) };
        let line = self.line_index(local);
        let start = self.lines()[line] as usize;
        let before = self.text.get(start..local).map_or(0, |before| before.encode_utf16().count());
        lines[line] + offset(before)
    }

    /// The global offset of an offset in UTF-16 code units; the start of a character where it lies inside one.
    pub fn from_utf16(&self, units: u32) -> u32 {
        let Some(lines) = self.utf16_lines() else { return self.base + units.min(offset(self.text.len())) };
        let line = lines.partition_point(|&start| start <= units) - 1;
        let start = self.lines()[line];
        let mut left = (units - lines[line]) as usize;
        let mut at = start as usize;
        for character in self.text[at..].chars() {
            if left < character.len_utf16() {
                break;
            }
            left -= character.len_utf16();
            at += character.len_utf8();
        }
        self.base + offset(at)
    }

    /// Where each line starts in UTF-16 code units; `None` where that is the same as in bytes.
    fn utf16_lines(&self) -> Option<&[u32]> {
        let lines = self.utf16_lines.get_or_init(|| {
            if self.text.is_ascii() {
                return None;
            }
            let mut units = 0;
            let ends = self.lines().iter().skip(1).copied().chain([offset(self.text.len())]);
            let starts = self.lines().iter().zip(ends).map(|(&start, end)| {
                let before = units;
                units += offset(self.text[start as usize..end as usize].encode_utf16().count());
                before
            });
            Some(starts.collect())
        });
        lines.as_deref()
    }

    /// The global span of the line that holds a global offset, without its line break.
    pub fn line_span(&self, global: u32) -> Span {
        let line = self.line_index(self.local(global));
        let start = self.lines()[line];
        let end = self.lines().get(line + 1).copied().unwrap_or_else(|| offset(self.text.len()));
        let text = &self.text[start as usize..end as usize];
        let kept = text.trim_end_matches(['\n', '\r']).len();
        Span::new(self.base + start, self.base + start + offset(kept))
    }

    /// The global span of a line, counted from 0, without its line break; `None` beyond the last.
    pub fn line(&self, index: u32) -> Option<Span> {
        self.lines().get(index as usize).map(|&start| self.line_span(self.base + start))
    }

    /// The line of a global offset, counted from 0, and the global offset at which it starts.
    pub fn line_at(&self, global: u32) -> (u32, u32) {
        let line = self.line_index(self.local(global));
        (offset(line), self.base + self.lines()[line])
    }

    /// The whole lines that a global span lies on, with so many lines more before and after it.
    pub fn lines_around(&self, span: Span, before: usize, after: usize) -> Span {
        let first = self.line_index(self.local(span.start)).saturating_sub(before);
        let last = (self.line_index(self.local(span.end)) + after).min(self.lines().len() - 1);
        Span::new(self.base + self.lines()[first], self.line_span(self.base + self.lines()[last]).end)
    }

    fn line_index(&self, local: usize) -> usize {
        self.lines().partition_point(|&start| start as usize <= local) - 1
    }

    /// Where each line starts. A lone carriage return also ends a line: files that have only those are read
    /// line by line too, and told so.
    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let breaks = memchr::memchr2_iter(b'\n', b'\r', bytes)
                .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
                .map(|at| offset(at + 1));
            std::iter::once(0).chain(breaks).collect()
        })
    }
}

/// Names a file of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FileId(u32);

/// All files that one compilation reads, the first being the one that was asked for.
#[derive(Debug)]
pub struct Sources {
    files: Vec<Source>,
    /// Every `include`, in the order of the text.
    includes: Vec<Include>,
}

/// An `include` of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Include {
    /// What stands behind the word.
    pub span: Span,
    /// The file, or why it is not there.
    pub file: Result<FileId, NotIncluded>,
}

/// Why a file is not included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotIncluded {
    /// It could not be read; this is what the system said.
    Missing(String),
    /// It includes, perhaps over others, the file that includes it: the names on that way.
    Cycle(Vec<String>),
}

/// The files together are larger than spans can count (4 GiB).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

impl Sources {
    /// One file, from its bytes.
    ///
    /// # Errors
    /// When the text is larger than 4 GiB.
    pub fn single(name: &str, bytes: Vec<u8>) -> Result<Self, TooLarge> {
        let mut sources = Self { files: Vec::new(), includes: Vec::new() };
        sources.add(name, bytes)?;
        Ok(sources)
    }

    /// Adds a file, from its bytes.
    ///
    /// # Errors
    /// When all texts together are larger than 4 GiB.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<FileId, TooLarge> {
        // One byte between files keeps the end of one apart from the start of the next.
        let base = self.files.last().map_or(0, |last| last.span().end as usize + 1);
        if base + bytes.len() >= u32::MAX as usize {
            return Err(TooLarge);
        }
        let base = offset(base);
        let (text, invalid) = decode(bytes, base);
        self.files.push(Source {
            name: name.to_owned(),
            text,
            base,
            invalid,
            lines: OnceLock::new(),
            utf16_lines: OnceLock::new(),
            shown: OnceLock::new(),
        });
        Ok(FileId(offset(self.files.len()) - 1))
    }

    /// Notes an `include`.
    pub fn include(&mut self, include: Include) {
        self.includes.push(include);
    }

    /// The `include` whose file name stands there.
    pub fn included(&self, span: Span) -> Option<&Include> {
        self.includes.iter().find(|include| include.span == span)
    }

    /// The file that was asked for.
    pub fn main(&self) -> &Source {
        &self.files[0]
    }

    /// All files in the order in which they are read: what a file includes stands before it.
    pub fn in_order(&self) -> Vec<&Source> {
        let mut order = Vec::with_capacity(self.files.len());
        let mut seen = vec![false; self.files.len()];
        self.visit(0, &mut seen, &mut order);
        order
    }

    fn visit<'a>(&'a self, index: usize, seen: &mut [bool], order: &mut Vec<&'a Source>) {
        if std::mem::replace(&mut seen[index], true) {
            return;
        }
        let file = &self.files[index];
        for include in self.includes.iter().filter(|include| file.span().touches(include.span.start)) {
            if let Ok(included) = &include.file {
                self.visit(included.0 as usize, seen, order);
            }
        }
        order.push(file);
    }

    /// The file of an id that [`Sources::add`] gave.
    pub fn file(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// All files, in the order in which they were added.
    pub fn files(&self) -> &[Source] {
        &self.files
    }

    /// The file that holds a global offset.
    pub fn at(&self, global: u32) -> &Source {
        &self.files[self.files.partition_point(|file| file.base <= global).saturating_sub(1)]
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        self.at(span.start).slice(span)
    }
}

/// A length or index as an offset. [`Sources::add`] sees to it that everything fits.
fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Text of the same length: each byte that is not UTF-8 becomes one control character, and its place is noted.
fn decode(bytes: Vec<u8>, base: u32) -> (String, Vec<Span>) {
    let error = match String::from_utf8(bytes) {
        Ok(text) => return (text, Vec::new()),
        Err(error) => error,
    };
    let mut text = String::with_capacity(error.as_bytes().len());
    let mut invalid: Vec<Span> = Vec::new();
    for chunk in error.as_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        if chunk.invalid().is_empty() {
            continue;
        }
        let start = base + offset(text.len());
        text.extend(chunk.invalid().iter().map(|_| '\u{1a}'));
        let end = base + offset(text.len());
        match invalid.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => invalid.push(Span::new(start, end)),
        }
    }
    (text, invalid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_every_kind_of_line_break() {
        let sources = Sources::single("a", "é=1\r\nb\rc\nd".into()).expect("small");
        let file = sources.files().first().expect("one file");
        let at = |offset| {
            let place = file.position(offset);
            (place.line, place.column)
        };
        assert_eq!([at(0), at(2), at(6), at(8), at(10), at(11)], [(1, 1), (1, 2), (2, 1), (3, 1), (4, 1), (4, 2)]);
        assert_eq!(file.slice(file.line_span(2)), "é=1");
        assert_eq!(file.slice(file.line_span(6)), "b");
    }

    #[test]
    fn offsets_in_utf16_go_there_and_back() {
        let text = "# 🥬 é\r\nqueue lms.high # 🥬\rx";
        let mut sources = Sources::single("first", b"ab".to_vec()).expect("small");
        let id = sources.add("second", text.into()).expect("small");
        let file = sources.file(id);
        let mut units = 0;
        for (at, character) in text.char_indices() {
            let global = file.base() + offset(at);
            assert_eq!((file.utf16(global), file.from_utf16(units)), (units, global));
            if character.len_utf16() == 2 {
                assert_eq!(file.from_utf16(units + 1), global, "inside a character");
            }
            units += offset(character.len_utf16());
        }
        assert_eq!((file.utf16(file.span().end), file.from_utf16(units)), (units, file.span().end));
        assert_eq!(file.from_utf16(9999), file.span().end);
        assert_eq!((sources.main().utf16(1), sources.main().from_utf16(7)), (1, 2));
    }

    #[test]
    fn bytes_that_are_not_utf8_keep_their_offsets() {
        let sources = Sources::single("a", b"ab\xff\xfec\xc3".to_vec()).expect("small");
        let file = sources.files().first().expect("one file");
        assert_eq!(file.text(), "ab\u{1a}\u{1a}c\u{1a}");
        assert_eq!(file.invalid(), [Span::new(2, 4), Span::new(5, 6)]);
    }

    #[test]
    fn a_span_knows_its_file() {
        let mut sources = Sources::single("a", b"one".to_vec()).expect("small");
        let second = sources.add("b", b"two".to_vec()).expect("small");
        let base = sources.file(second).base();
        assert_eq!(base, 4);
        assert_eq!(sources.at(3).name(), "a");
        assert_eq!(sources.slice(Span::new(base, base + 3)), "two");
    }
}
