//! Tree → canonical text: one space between words, keys in the order of the vocabulary, one line where it fits, a line
//! for each clause where it does not. Keeps every comment, changes no value, and formats its own output to itself.

mod layout;
mod statement;

use crate::parse::Tree;
use crate::parse::token::Kind;
use crate::source::Source;

/// Lines are kept to so many characters where words allow it.
const WIDTH: usize = 100;

/// The canonical text of a file that could be read: of one with faults too, but then what was meant may move.
pub fn format(source: &Source, tree: &Tree) -> String {
    let mut text = String::with_capacity(source.text().len() + 1);
    Formatter { source, tree, text: &mut text, blank: false }.file();
    // Whoever keeps CRLF keeps it everywhere.
    if source.text().contains("\r\n") { text.replace('\n', "\r\n") } else { text }
}

struct Formatter<'a> {
    source: &'a Source,
    tree: &'a Tree,
    text: &'a mut String,
    /// Whether a blank line stood before what comes next.
    blank: bool,
}

impl Formatter<'_> {
    fn file(&mut self) {
        let mut at = 0;
        for statement in &self.tree.statements {
            self.between(at, statement.tokens().start);
            self.part();
            layout::write(self.text, &statement::groups(self.source, self.tree, statement));
            at = statement.tokens().end;
        }
        self.between(at, self.tree.tokens.len());
    }

    /// The comments and blank lines between statements.
    fn between(&mut self, from: usize, to: usize) {
        let mut breaks = usize::from(from == 0);
        for index in from..to {
            match self.tree.tokens[index].kind {
                Kind::Newline => {
                    breaks += 1;
                    self.blank |= breaks > 1;
                }
                Kind::Comment => {
                    self.part();
                    self.text.push_str(self.source.slice(self.tree.token_span(index)).trim_end());
                    self.text.push('\n');
                    breaks = 0;
                }
                _ => {}
            }
        }
    }

    /// Writes the blank line that stood before what comes next, of several only one, and none at the start.
    fn part(&mut self) {
        if self.blank && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.blank = false;
    }
}
