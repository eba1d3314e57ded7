//! `unknown-clause`: a bare word that opens no clause of its statement.

use crate::language::suggest::near;
use crate::language::value::alternatives;
use crate::language::{Statement, entry};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "unknown-clause",
    "a bare word that opens no clause of its statement",
    include_str!("../../../../spec/rules/unknown-clause.md"),
);

/// A key of a statement or clause that stands there without a value.
pub fn key_without_value(word: &str, span: Span, owner: &str) -> Diagnostic {
    let message = format!("`{word}` says nothing without a value");
    Diagnostic::new(&RULE, message, span, format!("a key of `{owner}`")).help(format!("write `{word}=…`"))
}

/// The word, in a statement.
pub fn unknown_clause(word: &str, span: Span, statement: &Statement) -> Diagnostic {
    let clauses = || statement.clauses.iter().map(|clause| clause.word);
    let message = format!("`{}` has no clause `{word}`", statement.word);
    if entry(statement.scopes, word).is_some() {
        return key_without_value(word, span, statement.word);
    }
    if let Some(near) = near(word, clauses()) {
        return Diagnostic::new(&RULE, message, span, format!("did you mean `{}`?", near.word)).write(
            span,
            near.word,
            near.certain,
        );
    }
    let help = match clauses().count() {
        0 => format!("`{}` takes `key=value` pairs only; several names stand in a list with commas", statement.word),
        _ => format!("its clauses are {}; several names stand in a list with commas", alternatives(clauses())),
    };
    Diagnostic::new(&RULE, message, span, "not a clause").help(help)
}
