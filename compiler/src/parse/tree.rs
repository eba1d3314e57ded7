//! The tree: what a text says, with a span for everything and every byte kept. Knows no vocabulary.

use std::borrow::Cow;
use std::ops::Range;

use super::token::{Kind, Token};
use crate::source::{Source, Span};

/// A whole file. `tokens` hold its text without loss; statements, items and elements point into it.
#[derive(Debug)]
pub struct Tree {
    /// The file's span.
    pub span: Span,
    /// All tokens in order.
    pub tokens: Vec<Token>,
    /// All statements in order.
    pub statements: Vec<Statement>,
    pub(super) items: Vec<Item>,
    pub(super) elements: Vec<Element>,
}

/// `keyword item item …`, up to the next line that starts in column 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The word in column 0.
    pub keyword: Span,
    /// From the keyword to the last token that is not layout.
    pub span: Span,
    /// Whether something in it could not be read; it is then not resolved, so that one fault gives one message.
    pub broken: bool,
    pub(super) items: Range<u32>,
    pub(super) tokens: Range<u32>,
}

impl Statement {
    /// The indexes of its tokens: from the keyword to the end of its last line, a comment there included.
    pub fn tokens(&self) -> Range<usize> {
        self.tokens.start as usize..self.tokens.end as usize
    }
}

/// One thing in a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A word or list that stands alone: a subject, or the name of a clause.
    Value(Value),
    /// `key=value`
    Pair(Pair),
    /// `->`
    Arrow(Span),
}

/// `key=value`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The key.
    pub key: Span,
    /// The value.
    pub value: Value,
}

impl Pair {
    /// Key, `=` and value.
    pub fn span(&self) -> Span {
        self.key.to(self.value.span)
    }
}

/// `a`, `a..b`, `a,b`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// All of it.
    pub span: Span,
    pub(super) elements: Range<u32>,
}

/// `a` or `a..b`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element {
    /// The only atom, or the lower end of a range.
    pub low: Atom,
    /// The upper end of a range.
    pub high: Option<Atom>,
}

impl Element {
    /// All of it.
    pub fn span(&self) -> Span {
        self.high.map_or(self.low.span, |high| self.low.span.to(high.span))
    }
}

/// A word or a text in quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Atom {
    /// All of it, the quotes included.
    pub span: Span,
    /// Whether it stands in quotes.
    pub quoted: bool,
}

impl Atom {
    /// What it says: without its quotes, escapes replaced.
    pub fn text(self, source: &Source) -> Cow<'_, str> {
        let raw = source.slice(self.span);
        if !self.quoted {
            return Cow::Borrowed(raw);
        }
        let inner = raw.strip_prefix('"').unwrap_or(raw);
        super::text::unescape(inner.strip_suffix('"').unwrap_or(inner))
    }
}

impl Tree {
    /// The items of a statement.
    pub fn items(&self, statement: &Statement) -> &[Item] {
        &self.items[statement.items.start as usize..statement.items.end as usize]
    }

    /// The elements of a value: one, or as many as its list has.
    pub fn elements(&self, value: &Value) -> &[Element] {
        &self.elements[value.elements.start as usize..value.elements.end as usize]
    }

    /// The span of the token at an index.
    pub fn token_span(&self, index: usize) -> Span {
        let start = self.tokens[index].start;
        Span::new(start, self.tokens.get(index + 1).map_or(self.span.end, |next| next.start))
    }

    /// The comments, with the index of each among the tokens.
    pub fn comments(&self) -> impl Iterator<Item = (usize, Span)> + '_ {
        let comments = (0..self.tokens.len()).filter(|&index| self.tokens[index].kind == Kind::Comment);
        comments.map(|index| (index, self.token_span(index)))
    }
}
