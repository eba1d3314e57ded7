//! Text → [`Tree`]. Total: any text gives a tree, every fault is reported and the statements after it are read.
//! Knows no vocabulary: which statements and keys there are is `language`'s affair.
//!
//! High-level functions follow the grammar of `spec/grammar.ebnf` from top to bottom. Each consumes what belongs to
//! it; where something is missing it reports that, marks the statement as broken and goes on behind it.

pub mod allow;
pub mod dump;
pub mod text;
pub mod token;
pub mod tree;

use token::{Kind, Token};
pub use tree::{Atom, Element, Item, Pair, Statement, Tree, Value};

use crate::diagnostic::{Diagnostic, Sink};
use crate::rules::parse::continuation_without_statement::continuation_without_statement;
use crate::rules::parse::invalid_escape;
use crate::rules::parse::invalid_utf8::invalid_utf8;
use crate::rules::parse::missing_value::{self, missing_value};
use crate::rules::parse::space_around_equals::space_around_equals;
use crate::rules::parse::unexpected_character as unexpected;
use crate::rules::parse::unterminated_string::unterminated_string;
use crate::source::{Source, Span};

/// Parses one file.
pub fn parse(source: &Source, sink: &mut Sink) -> Tree {
    if let Some(diagnostic) = invalid_utf8(source) {
        sink.push(diagnostic);
    }
    if let Some(diagnostic) = unexpected::lone_carriage_return(source) {
        sink.push(diagnostic);
    }
    let tokens = token::tokens(source.text(), source.base());
    let estimate = tokens.len() / 3;
    let tree = Tree {
        span: source.span(),
        statements: Vec::with_capacity(tokens.len() / 16),
        items: Vec::with_capacity(estimate),
        elements: Vec::with_capacity(estimate),
        tokens,
    };
    let mut parser = Parser { source, tree, sink, at: 0, broken: false };
    parser.file();
    parser.tree
}

struct Parser<'a> {
    source: &'a Source,
    tree: Tree,
    sink: &'a mut Sink,
    /// Index of the next token.
    at: usize,
    /// Whether the current statement has a fault already.
    broken: bool,
}

impl Parser<'_> {
    /// `file = { statement | blank | comment }`
    fn file(&mut self) {
        self.skip_trivia();
        if self.peek().is_some() && !self.in_column_zero() {
            let line = self.source.line_span(self.span().start);
            self.sink.push(continuation_without_statement(Span::new(line.start, self.span().start), self.span()));
            self.statement(true);
        }
        while self.peek().is_some() {
            self.statement(false);
        }
    }

    /// `statement = line-at-column-0 { continuation-line }`; the parser stands on its first token.
    fn statement(&mut self, broken: bool) {
        self.broken = broken;
        let (first, keyword) = (self.at, self.span());
        let items = self.tree.items.len();
        match self.peek() {
            // `pool=gevent` in column 0: the pair is kept, so that the message can say what to do with it.
            Some(Kind::Word) if self.equals_follows() => self.pair(),
            Some(Kind::Word) => self.at += 1,
            _ => {
                self.fault(|_, span| unexpected::statement_start(span));
                self.at += 1;
            }
        }
        let mut end = self.end_of_last();
        self.skip_trivia();
        while self.peek().is_some() && !self.in_column_zero() {
            self.item();
            end = self.end_of_last();
            self.skip_trivia();
        }
        let statement = Statement {
            keyword,
            span: Span::new(keyword.start, end),
            broken: self.broken,
            items: index(items)..index(self.tree.items.len()),
            tokens: index(first)..index(self.line_end(first, end)),
        };
        self.tree.statements.push(statement);
    }

    /// `item = pair | "->" | value`
    fn item(&mut self) {
        match self.peek() {
            Some(Kind::Arrow) => {
                let arrow = self.span();
                self.at += 1;
                self.tree.items.push(Item::Arrow(arrow));
            }
            Some(Kind::Equals) if self.is_fat_arrow(0) => {
                let arrow = self.span().to(self.tree.token_span(self.at + 1));
                self.fault_at(unexpected::fat_arrow(arrow));
                self.tree.items.push(Item::Arrow(arrow));
                self.at += 2;
            }
            Some(Kind::Word) if self.equals_follows() => self.pair(),
            Some(Kind::Word | Kind::Text | Kind::OpenText) => {
                if let Some(value) = self.value() {
                    self.tree.items.push(Item::Value(value));
                }
            }
            Some(Kind::Equals) => self.skip_fault(|_, span| unexpected::missing_key(span)),
            Some(Kind::Comma | Kind::Range) => self.skip_fault(missing_value::nothing_before),
            _ => self.skip_fault(unexpected::unexpected_character),
        }
    }

    /// `pair = key "=" value`; the parser stands on the key.
    fn pair(&mut self) {
        let key = self.span();
        self.at += 1;
        let before = self.skip_space();
        let equals = self.span();
        self.at += 1;
        let after = if self.atom_follows_space() { self.skip_space() } else { None };
        if before.is_some() || after.is_some() {
            self.sink.push(space_around_equals(equals, before, after));
        }
        match self.value() {
            Some(value) => self.tree.items.push(Item::Pair(Pair { key, value })),
            // What stands there is the fault, not that a value is missing.
            None if self.peek() == Some(Kind::Unknown) => self.item(),
            None => self.fault_at(missing_value(key.to(equals), missing_value::Before::Nothing)),
        }
        while self.peek() == Some(Kind::Equals) {
            self.skip_fault(|source, span| unexpected::equals_in_value(source, key.to(equals), span));
        }
    }

    /// `value = element { "," [ ws ] element }`; `None` when no element is there.
    fn value(&mut self) -> Option<Value> {
        let first = self.tree.elements.len();
        let mut span = self.element()?;
        while self.peek() == Some(Kind::Comma) {
            let comma = self.span();
            self.at += 1;
            let after_comma = self.at;
            self.skip_trivia();
            // A pair behind a comma and a space is no element: the comma is one too many.
            let pair = self.at > after_comma && self.equals_follows();
            let ends = self.peek().is_none() || self.in_column_zero() || pair;
            let next = if ends { None } else { self.element() };
            let Some(next) = next else {
                self.at = after_comma;
                self.fault_at(missing_value(comma, missing_value::Before::End));
                break;
            };
            span = span.to(next);
        }
        if matches!(self.peek(), Some(Kind::Word | Kind::Text | Kind::OpenText | Kind::Range)) {
            self.skip_fault(unexpected::missing_space);
        }
        Some(Value { span, elements: index(first)..index(self.tree.elements.len()) })
    }

    /// `element = atom [ ".." atom ]`
    fn element(&mut self) -> Option<Span> {
        let low = self.atom()?;
        let mut high = None;
        if self.peek() == Some(Kind::Range) {
            let range = self.span();
            self.at += 1;
            high = self.atom();
            if high.is_none() {
                self.fault_at(missing_value(range, missing_value::Before::End));
            }
        }
        let element = Element { low, high };
        self.tree.elements.push(element);
        Some(element.span())
    }

    /// `atom = word | string`
    fn atom(&mut self) -> Option<Atom> {
        let span = self.span();
        let quoted = match self.peek()? {
            Kind::Word => false,
            Kind::Text => {
                self.report_bad_text(span);
                true
            }
            Kind::OpenText => {
                self.fault(unterminated_string);
                true
            }
            _ => return None,
        };
        self.at += 1;
        Some(Atom { span, quoted })
    }

    /// Reports an escape that means nothing, and a control character that should be one.
    fn report_bad_text(&mut self, text: Span) {
        let raw = self.source.slice(text);
        let start = text.start + 1;
        if let Some(bad) = text::bad_escape(&raw[1..raw.len() - 1]) {
            self.sink.push(invalid_escape::bad_escape(Span::new(start + index(bad.start), start + index(bad.end))));
        }
        let control = raw.char_indices().find(|(_, c)| c.is_control() && *c != '\t');
        if let Some((at, character)) = control {
            let at = text.start + index(at);
            let span = Span::new(at, at + index(character.len_utf8()));
            self.fault_at_readable(span, invalid_escape::control_character(span, character));
        }
    }

    /// Reports a fault, unless its bytes have been reported for the whole file as no text.
    fn fault_at_readable(&mut self, span: Span, diagnostic: Diagnostic) {
        if !self.source.is_invalid(span) {
            self.fault_at(diagnostic);
        }
        self.broken = true;
    }

    fn peek(&self) -> Option<Kind> {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> Option<Kind> {
        self.tree.tokens.get(self.at + ahead).map(|token| token.kind)
    }

    /// The span of the next token; at the end of the file, the empty span there.
    fn span(&self) -> Span {
        if self.at < self.tree.tokens.len() { self.tree.token_span(self.at) } else { Span::at(self.tree.span.end) }
    }

    /// Where the last token before the next one ends.
    fn end_of_last(&self) -> u32 {
        self.tree.tokens.get(self.at).map_or(self.tree.span.end, |next| next.start)
    }

    /// Whether the next token is the first of its line, without space before it.
    fn in_column_zero(&self) -> bool {
        let before = self.at.checked_sub(1).map(|before| self.tree.tokens[before].kind);
        matches!(before, None | Some(Kind::Newline | Kind::Bom))
    }

    /// Whether `=` follows the next token, on the same line.
    fn equals_follows(&self) -> bool {
        let ahead = if self.peek_at(1) == Some(Kind::Space) { 2 } else { 1 };
        self.peek_at(ahead) == Some(Kind::Equals) && !self.is_fat_arrow(ahead)
    }

    /// Whether `=>`, which others write for `->`, stands so many tokens ahead.
    fn is_fat_arrow(&self, ahead: usize) -> bool {
        self.peek_at(ahead + 1) == Some(Kind::Unknown)
            && self.source.slice(self.tree.token_span(self.at + ahead + 1)) == ">"
    }

    fn atom_follows_space(&self) -> bool {
        self.peek() == Some(Kind::Space) && matches!(self.peek_at(1), Some(Kind::Word | Kind::Text | Kind::OpenText))
    }

    fn skip_trivia(&mut self) {
        while self.peek().is_some_and(Kind::is_trivia) {
            self.at += 1;
        }
    }

    fn skip_space(&mut self) -> Option<Span> {
        let space = self.span();
        (self.peek() == Some(Kind::Space)).then(|| {
            self.at += 1;
            space
        })
    }

    /// The index behind the last token of the line on which the text up to `end` stops.
    fn line_end(&self, first: usize, end: u32) -> usize {
        let tokens: &[Token] = &self.tree.tokens;
        let mut at = first + tokens[first..self.at].partition_point(|token| token.start < end);
        while tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Space | Kind::Comment)) {
            at += 1;
        }
        at
    }

    /// Reports what is wrong with the next token, if the statement has no fault yet.
    fn fault(&mut self, diagnostic: impl FnOnce(&Source, Span) -> Diagnostic) {
        if !self.broken {
            self.fault_at_readable(self.span(), diagnostic(self.source, self.span()));
        }
    }

    fn fault_at(&mut self, diagnostic: Diagnostic) {
        if !self.broken {
            self.sink.push(diagnostic);
        }
        self.broken = true;
    }

    fn skip_fault(&mut self, diagnostic: impl FnOnce(&Source, Span) -> Diagnostic) {
        self.fault(diagnostic);
        self.at += 1;
    }
}

/// An index or length as the tree stores it. A text fits in 32 bits, so do its tokens.
fn index(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
