//! A file → its outline: statements with what they are about, and their clauses. From tokens and vocabulary alone.

use super::anatomy::{Part, Role, parts};
use crate::language::{Statement, keys};
use crate::parse::{self, Tree};
use crate::source::{Source, Span};

/// A line of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// The subjects, or the word where there are none.
    pub name: String,
    /// What matters most of it.
    pub detail: String,
    /// The word of the statement or clause.
    pub kind: &'static str,
    /// All of it.
    pub span: Span,
    /// What stands for it: the subjects, or the word.
    pub selection: Span,
    /// The clauses of a statement.
    pub children: Vec<Symbol>,
}

/// The outline of a file. A statement that the language does not know is no part of it.
pub fn symbols(source: &Source, tree: &Tree) -> Vec<Symbol> {
    tree.statements.iter().filter_map(|statement| symbol(source, tree, statement)).collect()
}

fn symbol(source: &Source, tree: &Tree, statement: &parse::Statement) -> Option<Symbol> {
    let (reading, parts) = parts(source, tree, statement);
    let of = reading.of?;
    let subjects = parts.iter().filter(|part| matches!(part.role, Role::Subject(_))).map(|part| part.span);
    let subjects = subjects.reduce(Span::to);
    let selection = subjects.unwrap_or(statement.keyword);
    Some(Symbol {
        name: source.slice(selection).split_whitespace().collect::<Vec<_>>().join(" "),
        detail: detail(source, of, reading.amends, &parts),
        kind: of.word,
        span: statement.span,
        selection,
        children: clauses(source, statement, &parts),
    })
}

/// What a reader looks for first: where a route goes, how a worker runs and what scales it.
fn detail(source: &Source, of: &Statement, amends: bool, parts: &[Part]) -> String {
    let value = |key: &str| {
        let key = parts.iter().position(|part| matches!(part.role, Role::Key(_)) && source.slice(part.span) == key)?;
        let values = parts[key + 1..].iter().take_while(|part| matches!(part.role, Role::Value(_)));
        values.map(|part| part.span).reduce(Span::to).map(|span| source.slice(span))
    };
    let mut words: Vec<String> = Vec::new();
    words.extend(amends.then(|| format!("amends {}", of.word)));
    words.extend(
        parts
            .iter()
            .filter(|part| matches!(part.role, Role::Target))
            .map(|part| format!("-> {}", source.slice(part.span))),
    );
    let (pool, concurrency) = (value(keys::pool::KEY.name), value(keys::concurrency::KEY.name));
    words.extend(match (pool, concurrency) {
        (None, None) => None,
        (Some(pool), None) => Some(pool.to_owned()),
        (None, Some(concurrency)) => Some(format!("× {concurrency}")),
        (Some(pool), Some(concurrency)) => Some(format!("{pool} × {concurrency}")),
    });
    let told = [&keys::release::KEY, &keys::app::KEY, &keys::on::KEY, &keys::registered::KEY, &keys::replicas::KEY];
    words.extend(told.iter().filter_map(|key| Some(format!("{}={}", key.name, value(key.name)?))));
    words.extend(parts.iter().filter_map(|part| match part.role {
        Role::Clause(Some(clause)) => Some(clause.word.to_owned()),
        _ => None,
    }));
    words.join(", ")
}

fn clauses(source: &Source, statement: &parse::Statement, parts: &[Part]) -> Vec<Symbol> {
    let starts: Vec<usize> = (0..parts.len()).filter(|&index| matches!(parts[index].role, Role::Clause(_))).collect();
    let ends = starts.iter().skip(1).copied().chain([parts.len()]);
    let clause = |(start, end): (&usize, usize)| {
        let Role::Clause(Some(clause)) = parts[*start].role else { return None };
        let (selection, last) = (parts[*start].span, parts[end - 1].span);
        // What stands behind the last word, such as `=` without a value, belongs to the statement.
        let span = selection.to(last);
        Some(Symbol {
            name: clause.word.to_owned(),
            detail: source.slice(Span::new(selection.end, span.end)).split_whitespace().collect::<Vec<_>>().join(" "),
            kind: clause.word,
            span: Span::new(span.start, span.end.min(statement.span.end)),
            selection,
            children: Vec::new(),
        })
    };
    starts.iter().zip(ends).filter_map(clause).collect()
}
