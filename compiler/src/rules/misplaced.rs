//! A pair that stands where its statement or clause has no such key: what rules about it have in common.

use crate::language::{Scope, Statement};
use crate::rules::prelude::*;

/// A pair, and where it stands.
pub struct Place<'a> {
    /// The key.
    pub key: &'a str,
    /// The key's place.
    pub span: Span,
    /// The whole pair as it is written.
    pub pair: (&'a str, Span),
    /// The statement.
    pub statement: &'a Statement,
    /// The clause, with the place of its word.
    pub clause: Option<(&'a str, Span)>,
    /// The first clause of the statement, with the place of its word.
    pub first_clause: Option<(&'a str, Span)>,
    /// Whether the statement says the key before its clauses already.
    pub said_already: bool,
    /// Where the keys of the statement or clause are looked up.
    pub scopes: &'a [Scope],
}

impl Place<'_> {
    /// A key of the statement that stands among those of a clause, and where it belongs.
    pub(crate) fn moved_before_the_clauses(&self, diagnostic: Diagnostic) -> Diagnostic {
        let (Some((clause, opened)), (text, pair)) = (self.first_clause, self.pair) else { return diagnostic };
        if self.said_already {
            return diagnostic.help(format!("leave it out: the statement has a `{}` already", self.key));
        }
        let insert = Edit { span: Span::at(opened.start), text: format!("{text} ") };
        let remove = Edit { span: Span::new(pair.start - 1, pair.end), text: String::new() };
        diagnostic
            .help(format!("write `{text}` before `{clause}`"))
            .fix_all(format!("move it before `{clause}`"), vec![insert, remove])
    }
}
