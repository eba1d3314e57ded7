//! A place → what an editor selects around it, step by step: the word, its list or pair, its clause, the statement, the
//! file.

use super::anatomy::{Part, Role, parts};
use super::position;
use crate::parse::{Item, Statement, Tree};
use crate::source::{Source, Span};

/// The spans around an offset, each larger than the one before and around it; the last is the file.
pub fn selection(source: &Source, tree: &Tree, offset: u32) -> Vec<Span> {
    let offset = position::floor(source, offset);
    let mut spans = Vec::new();
    if let Some(statement) = position::around(tree, offset) {
        let (_, parts) = parts(source, tree, statement);
        spans.extend(parts.iter().rev().map(|part| part.span).find(|span| span.touches(offset)));
        spans.extend(items(tree, statement).filter(|span| span.touches(offset)));
        spans.extend(clause(&parts).filter(|span| span.touches(offset)));
        spans.push(statement.span);
    }
    spans.extend(tree.comments().map(|(_, span)| span).find(|span| span.touches(offset)));
    spans.push(source.span());
    spans.sort_by_key(|span| span.len());
    let mut around: Vec<Span> = Vec::new();
    for span in spans {
        let wider = around.last().is_none_or(|last| *last != span && span.to(*last) == span);
        if wider {
            around.push(span);
        }
    }
    around
}

/// Pairs, the values in them, and lists.
fn items(tree: &Tree, statement: &Statement) -> impl Iterator<Item = Span> {
    tree.items(statement).iter().flat_map(|item| match item {
        Item::Value(value) => vec![value.span],
        Item::Pair(pair) => vec![pair.value.span, pair.span()],
        Item::Arrow(_) => Vec::new(),
    })
}

/// The clauses, each from its word to its last.
fn clause(parts: &[Part]) -> impl Iterator<Item = Span> {
    let clauses = parts.chunk_by(|_, next| !matches!(next.role, Role::Clause(_)));
    let clauses = clauses.filter(|clause| matches!(clause[0].role, Role::Clause(_)));
    clauses.filter_map(|clause| clause.iter().map(|part| part.span).reduce(Span::to))
}
