//! A file → what can be folded: statements of several lines, and comments that follow each other.

use crate::parse::Tree;
use crate::source::{Source, Span};

/// Something that can be folded to its first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fold {
    /// From its first character to its last; its lines are those that it touches, two at least.
    pub span: Span,
    /// Whether it is made of comments.
    pub comment: bool,
}

/// What can be folded, in the order of the file.
pub fn folding(source: &Source, tree: &Tree) -> Vec<Fold> {
    let several = |span: &Span| source.position(span.start).line < source.position(span.end).line;
    let statements = tree.statements.iter().map(|statement| Fold { span: statement.span, comment: false });
    let mut folds: Vec<Fold> = statements.chain(comments(source, tree)).filter(|fold| several(&fold.span)).collect();
    folds.sort_by_key(|fold| fold.span);
    folds
}

/// Runs of comments that stand in column 0, line by line.
fn comments(source: &Source, tree: &Tree) -> impl Iterator<Item = Fold> {
    let mut runs: Vec<Fold> = Vec::new();
    for (_, span) in tree.comments().filter(|(_, span)| source.line_span(span.start).start == span.start) {
        let line = source.position(span.start).line;
        match runs.last_mut() {
            Some(run) if source.position(run.span.end).line + 1 == line => run.span = run.span.to(span),
            _ => runs.push(Fold { span, comment: true }),
        }
    }
    runs.into_iter()
}
