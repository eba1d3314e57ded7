//! The groups of a statement → lines: one where they fit in one, else a line for each, filled up to the width.

use super::WIDTH;
use super::statement::{Chunk, Group};

/// How far a clause is indented.
const CLAUSE: usize = 2;
/// How far the rest of a line is indented that was too long.
const REST: usize = 4;

/// Writes a statement.
pub(super) fn write(out: &mut String, groups: &[Group<'_>]) {
    if fits_in_a_line(groups) {
        let mut chunks = groups.iter().flat_map(|group| &group.chunks);
        if let Some(first) = chunks.next() {
            out.push_str(&first.text);
        }
        for chunk in chunks {
            out.push(' ');
            out.push_str(&chunk.text);
        }
        comment(out, groups.last().and_then(|group| group.after));
        out.push('\n');
        return;
    }
    for (index, group) in groups.iter().enumerate() {
        let mut lines = Lines { out, indent: if index == 0 { 0 } else { CLAUSE }, column: 0 };
        for chunk in &group.chunks {
            lines.chunk(chunk);
        }
        comment(out, group.after);
        end_line(out);
    }
}

fn fits_in_a_line(groups: &[Group<'_>]) -> bool {
    let (last, others) = match groups {
        [.., last] => (last, &groups[..groups.len() - 1]),
        [] => return true,
    };
    let chunks = || others.iter().chain([last]).flat_map(|group| &group.chunks);
    groups.len() <= 2
        && others.iter().all(|group| group.after.is_none())
        && chunks().all(|chunk| chunk.before.is_empty() && chunk.after.is_none())
        && chunks().map(|chunk| chunk.text.chars().count() + 1).sum::<usize>() <= WIDTH + 1
}

fn comment(out: &mut String, comment: Option<&str>) {
    if let Some(comment) = comment {
        out.push_str("  ");
        out.push_str(comment);
    }
}

fn end_line(out: &mut String) {
    if !out.ends_with('\n') {
        out.push('\n');
    }
}

/// The lines of one group.
struct Lines<'a> {
    out: &'a mut String,
    /// How far the next line is indented.
    indent: usize,
    /// How long the current line is; 0 before its first chunk.
    column: usize,
}

impl Lines<'_> {
    fn chunk(&mut self, chunk: &Chunk<'_>) {
        let length = chunk.text.chars().count();
        let full = self.column > 0 && self.column + 1 + length > WIDTH;
        if self.column > 0 && (full || chunk.alone || !chunk.before.is_empty()) {
            self.end();
        }
        for comment in &chunk.before {
            self.begin();
            self.out.push_str(comment);
            self.out.push('\n');
            self.column = 0;
        }
        if self.column == 0 {
            self.begin();
        } else {
            self.out.push(' ');
            self.column += 1;
        }
        self.out.push_str(&chunk.text);
        self.column += length;
        if chunk.after.is_some() {
            comment(self.out, chunk.after);
            self.end();
        } else {
            self.indent = REST;
        }
    }

    fn begin(&mut self) {
        self.out.extend(std::iter::repeat_n(' ', self.indent));
        self.column = self.indent;
    }

    fn end(&mut self) {
        self.out.push('\n');
        self.column = 0;
        self.indent = REST;
    }
}
