//! A file → the edits that bring it into its canonical form: one for each statement, and for what stands between two, that
//! is not in it. So an editor moves nothing that stays, and a part can be formatted alone.

use crate::diagnostic::{Edit, Sink};
use crate::parse::{Tree, parse};
use crate::source::{Source, Sources, Span};

/// The edits, in order; `None` where some of the file cannot be read.
pub fn formatting(source: &Source, tree: &Tree) -> Option<Vec<Edit>> {
    let text = crate::format(source).ok()?;
    let formatted = Sources::single("", text.into_bytes()).ok()?;
    let formatted = formatted.main();
    let after = parse(formatted, &mut Sink::default());
    let (old, new) = (parts(source.span(), tree), parts(formatted.span(), &after));
    // Formatting keeps every statement, so the parts are the same ones.
    let pairs = old.into_iter().zip(new).map(|(old, new)| (old, formatted.slice(new)));
    let changed = pairs.filter(|(old, new)| source.slice(*old) != *new);
    Some(changed.map(|(span, text)| Edit { span, text: text.to_owned() }).collect())
}

/// Statements, and what stands before, between and behind them.
fn parts(all: Span, tree: &Tree) -> Vec<Span> {
    let bounds = tree.statements.iter().flat_map(|statement| [statement.span.start, statement.span.end]);
    let bounds: Vec<u32> = std::iter::once(all.start).chain(bounds).chain([all.end]).collect();
    bounds.windows(2).map(|pair| Span::new(pair[0], pair[1])).collect()
}
