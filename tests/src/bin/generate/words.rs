//! The vocabulary → the lists of words that highlighters know: statements, clauses, and the words that keys take.

use std::collections::BTreeSet;

use celq::language::value::Type;
use celq::language::{CLAUSES, KEYS, STATEMENTS};

/// The words in column 0.
pub(crate) fn statements() -> Vec<&'static str> {
    STATEMENTS.iter().map(|statement| statement.word).collect()
}

/// The bare words that open a clause.
pub(crate) fn clauses() -> Vec<&'static str> {
    CLAUSES.iter().map(|clause| clause.word).collect()
}

/// The words that some key takes, each once.
pub(crate) fn values() -> Vec<&'static str> {
    let mut words = BTreeSet::from(["on", "off"]);
    for place in KEYS.iter().flat_map(|key| key.places) {
        if let Type::Choice(choices) = place.value {
            words.extend(choices.iter().map(|choice| choice.word));
        }
    }
    words.into_iter().collect()
}
