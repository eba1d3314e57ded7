//! The tree as text, one item a line with its bytes: what `tests/pipeline/<case>/tree.txt` holds.

use std::fmt::Write as _;

use super::tree::{Element, Item, Tree};
use crate::source::{Source, Span};

/// Prints a tree.
pub fn dump(source: &Source, tree: &Tree) -> String {
    let mut out = String::new();
    for statement in &tree.statements {
        let broken = if statement.broken { " (broken)" } else { "" };
        line(&mut out, 0, statement.span, format_args!("statement `{}`{broken}", source.slice(statement.keyword)));
        for item in tree.items(statement) {
            match item {
                Item::Arrow(span) => line(&mut out, 1, *span, format_args!("arrow")),
                Item::Value(value) => {
                    let elements = elements(source, tree.elements(value));
                    line(&mut out, 1, value.span, format_args!("value {elements}"));
                }
                Item::Pair(pair) => {
                    let elements = elements(source, tree.elements(&pair.value));
                    line(&mut out, 1, pair.span(), format_args!("pair `{}` = {elements}", source.slice(pair.key)));
                }
            }
        }
    }
    for (_, span) in tree.comments() {
        line(&mut out, 0, span, format_args!("comment {:?}", source.slice(span)));
    }
    out
}

fn elements(source: &Source, elements: &[Element]) -> String {
    let texts = elements.iter().map(|element| match element.high {
        None => format!("{:?}", element.low.text(source)),
        Some(high) => format!("{:?}..{:?}", element.low.text(source), high.text(source)),
    });
    texts.collect::<Vec<_>>().join(", ")
}

fn line(out: &mut String, depth: usize, span: Span, what: std::fmt::Arguments<'_>) {
    let (indent, range) = ("  ".repeat(depth), format!("{}..{}", span.start, span.end));
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{range:<12}{indent}{what}");
}
