//! A place in a file → what stands there and what could be written there. Total: works in files with faults, because
//! the tokens are the text without loss. Knows no site.

use super::anatomy::{self, Part, Place, Reading};
use crate::parse::token::Kind;
use crate::parse::{Statement, Tree};
use crate::source::{Source, Span};

/// What stands under a cursor.
pub struct Position<'a> {
    /// The statement that the cursor is in, or that a word on its line would belong to.
    pub statement: Option<&'a Statement>,
    /// What is known of it before the word.
    pub reading: Reading,
    /// What is or could be written there.
    pub spot: Spot,
    /// The word that the cursor touches; empty where there is none.
    pub word: Span,
    /// What of the word stands before the cursor.
    pub typed: Span,
    /// Whether the word is a key, with `=` behind it.
    pub is_key: bool,
}

/// Which kind of place it is.
#[derive(Clone, Copy)]
pub enum Spot {
    /// One in a statement.
    Statement(Place),
    /// The name of a rule, in `# qc: allow(…)`.
    Rule,
    /// In a comment, or where no word helps.
    Nothing,
}

/// What stands at an offset, which may be any number.
pub fn at<'a>(source: &'a Source, tree: &'a Tree, offset: u32) -> Position<'a> {
    let offset = floor(source, offset);
    let nothing = |word, spot| Position {
        statement: None,
        reading: Reading::default(),
        spot,
        word,
        typed: Span::new(word.start, offset),
        is_key: false,
    };
    let touched = touched(tree, offset);
    if let Some(comment) = touched.filter(|&index| tree.tokens[index].kind == Kind::Comment) {
        return match rule_name(source, tree.token_span(comment), offset) {
            Some(name) => nothing(name, Spot::Rule),
            None => nothing(Span::at(offset), Spot::Nothing),
        };
    }
    let word = touched.map_or(Span::at(offset), |index| tree.token_span(index));
    if touched.is_none() && !is_open(tree, offset) {
        return nothing(word, Spot::Nothing);
    }
    if column_zero(source, tree, word.start) {
        return nothing(word, Spot::Statement(Place::Statement));
    }
    let Some(statement) = before(tree, word.start) else { return nothing(word, Spot::Nothing) };
    let (reading, _) = anatomy::parts_before(source, tree, statement, word.start);
    let reading = at_line(source, reading, statement, word.start);
    Position {
        statement: Some(statement),
        reading,
        spot: Spot::Statement(reading.place),
        word,
        typed: Span::new(word.start, offset),
        is_key: touched.is_some_and(|index| is_key(source, tree, statement, index)),
    }
}

/// The word or comment that a cursor stands in, right behind, or right before.
fn touched(tree: &Tree, offset: u32) -> Option<usize> {
    let wanted = |index: &usize| {
        matches!(tree.tokens[*index].kind, Kind::Word | Kind::Text | Kind::OpenText | Kind::Comment)
            && tree.token_span(*index).touches(offset)
    };
    let after = tree.tokens.partition_point(|token| token.start < offset);
    let is_comment = |index: &usize| tree.tokens[*index].kind == Kind::Comment;
    let left = after.checked_sub(1).filter(wanted);
    left.or_else(|| {
        Some(after).filter(|index| *index < tree.tokens.len()).filter(wanted).filter(|index| !is_comment(index))
    })
}

/// Whether a word can be written at an offset: not within a mark such as `->`, nor right before a comment, which would
/// become a part of it.
fn is_open(tree: &Tree, offset: u32) -> bool {
    let after = tree.tokens.partition_point(|token| token.start < offset);
    let before_comment = tree.tokens.get(after).is_some_and(|next| next.start == offset && next.kind == Kind::Comment);
    let within = after
        .checked_sub(1)
        .is_some_and(|index| tree.tokens[index].kind != Kind::Space && tree.token_span(index).end > offset);
    !before_comment && !within
}

/// The last statement that begins before an offset.
pub fn before(tree: &Tree, offset: u32) -> Option<&Statement> {
    let after = tree.statements.partition_point(|statement| statement.keyword.start < offset);
    after.checked_sub(1).map(|index| &tree.statements[index])
}

/// The statement whose text an offset touches.
pub fn around(tree: &Tree, offset: u32) -> Option<&Statement> {
    let after = tree.statements.partition_point(|statement| statement.keyword.start <= offset);
    let last = after.checked_sub(1).map(|index| &tree.statements[index])?;
    last.span.touches(offset).then_some(last)
}

/// The word of a statement that an offset touches; of two the one behind it.
pub fn part(source: &Source, tree: &Tree, offset: u32) -> Option<(Part, Vec<Part>, Reading)> {
    let statement = around(tree, offset)?;
    let (reading, parts) = anatomy::parts(source, tree, statement);
    let part = parts.iter().rev().find(|part| part.span.touches(offset)).copied()?;
    Some((part, parts, reading))
}

/// The last place of a file at or before a global offset where a cursor can stand: not within a character, nor between
/// the two of a line break.
pub fn floor(source: &Source, offset: u32) -> u32 {
    let mut local = source.local(offset);
    while !source.text().is_char_boundary(local) {
        local -= 1;
    }
    if source.text()[..local].ends_with('\r') && source.text()[local..].starts_with('\n') {
        local -= 1;
    }
    source.base() + u32::try_from(local).unwrap_or(u32::MAX)
}

/// Whether a word that begins there begins a statement.
fn column_zero(source: &Source, tree: &Tree, offset: u32) -> bool {
    let bom = tree.tokens.first().is_some_and(|first| first.kind == Kind::Bom) && offset == source.base() + 3;
    bom || source.line_span(offset).start == offset
}

/// Behind `key=` at the end of a line no value is awaited on the next.
fn at_line(source: &Source, mut reading: Reading, statement: &Statement, offset: u32) -> Reading {
    if reading.awaits_value() && source.line_span(statement.span.end).start < source.line_span(offset).start {
        reading.place = Place::Word(None);
    }
    reading
}

/// Whether a word of a statement is a key.
fn is_key(source: &Source, tree: &Tree, statement: &Statement, index: usize) -> bool {
    let end = tree.token_span(index).start + 1;
    let (_, parts) = anatomy::parts_before(source, tree, statement, end);
    matches!(parts.last().map(|part| part.role), Some(anatomy::Role::Key(_) | anatomy::Role::Variable))
}

/// The name in the list of `# qc: allow(…)` that an offset touches.
fn rule_name(source: &Source, comment: Span, offset: u32) -> Option<Span> {
    let text = source.slice(comment);
    let rest = text.trim_start_matches('#').trim_start().strip_prefix("qc:")?;
    let list = rest.trim_start().strip_prefix("allow(")?;
    let first = comment.end - length(list);
    let end = first + length(list.split(')').next().unwrap_or_default());
    if !Span::new(first, end).touches(offset) {
        return None;
    }
    let (before, behind) = list[..(end - first) as usize].split_at((offset - first) as usize);
    let start = before.rfind([',', ' ', '\t']).map_or(0, |at| at + 1);
    let stop = behind.find([',', ' ', '\t']).unwrap_or(behind.len());
    Some(Span::new(first + length(&before[..start]), offset + length(&behind[..stop])))
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
