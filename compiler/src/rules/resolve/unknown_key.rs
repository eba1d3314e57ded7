//! `unknown-key`: a key that its statement or clause does not have.

use crate::language::suggest::{Near, native, near, nearest};
use crate::language::value::alternatives;
use crate::language::{KEYS, entries, entry, key};
use crate::rules::misplaced::Place;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "unknown-key",
    "a key that its statement or clause does not have",
    include_str!("../../../../spec/rules/unknown-key.md"),
);

/// A key that is not known where it stands.
pub fn unknown_key(place: &Place<'_>) -> Diagnostic {
    let owner = place.clause.map_or(place.statement.word, |(word, _)| word);
    let message = format!("`{owner}` has no key `{}`", place.key);
    if let Some((clause, clause_span)) = place.clause.filter(|_| entry(place.statement.scopes, place.key).is_some()) {
        let (key, statement) = (place.key, place.statement.word);
        let label = format!("`{key}` belongs to `{statement}`; pairs after `{clause}` belong to `{clause}`");
        let diagnostic = Diagnostic::new(&RULE, message, place.span, label).and(clause_span, "");
        return place.moved_before_the_clauses(diagnostic);
    }
    if place.statement.clause(place.key).is_some() {
        let label = format!("`{0}` is a clause: its pairs stand behind it, as in `{0} key=value`", place.key);
        return Diagnostic::new(&RULE, message, place.span, label);
    }
    let native = native(place.key);
    let names = || place.scopes.iter().flat_map(|scope| entries(*scope)).map(|entry| entry.key.name);
    let known = entry(place.scopes, &native).map(|entry| Near { word: entry.key.name, certain: true });
    // A key of another statement is no misspelling of one that this has.
    if let Some(near) = known.or_else(|| near(place.key, names()).filter(|_| key(place.key).is_none())) {
        return Diagnostic::new(&RULE, message, place.span, format!("did you mean `{}`?", near.word)).write(
            place.span,
            near.word,
            near.certain,
        );
    }
    if let Some(known) = nearest(place.key, KEYS.iter().map(|key| key.name)).and_then(key) {
        let owners = alternatives(known.places.iter().flat_map(|place| place.scope.words()));
        let label = if known.name == place.key {
            format!("it belongs to {owners}")
        } else {
            format!("did you mean `{}`? It belongs to {owners}", known.name)
        };
        return Diagnostic::new(&RULE, message, place.span, label);
    }
    let diagnostic = Diagnostic::new(&RULE, message, place.span, "not a key");
    if names().count() == 0 { diagnostic } else { diagnostic.help(format!("its keys are {}", alternatives(names()))) }
}
