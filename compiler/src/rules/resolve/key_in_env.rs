//! `key-in-env`: a key that would become an environment variable, because it stands behind `env`.

use crate::rules::misplaced::Place;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "key-in-env",
    "a key that would become an environment variable, because it stands behind `env`",
    include_str!("../../../../spec/rules/key-in-env.md"),
);

/// A pair behind `env` whose name is a key of the statement.
pub fn key_in_env(place: &Place<'_>) -> Diagnostic {
    let ((text, span), statement) = (place.pair, place.statement.word);
    let message = format!("`{text}` would become a variable of the pods, and say nothing to `{statement}`");
    let diagnostic = Diagnostic::new(&RULE, message, span, format!("`{}` is a key of `{statement}`", place.key));
    let diagnostic = match place.clause {
        Some((clause, opened)) => diagnostic.and(opened, format!("pairs after `{clause}` are variables")),
        None => diagnostic,
    };
    place.moved_before_the_clauses(diagnostic)
}
