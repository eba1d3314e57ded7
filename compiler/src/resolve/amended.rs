//! What one file amends twice. Of several files the last one wins, as whoever includes means it; of two places in one
//! file one would be forgotten.

use rustc_hash::FxHashMap;

use super::names::Subject;
use super::{Files, Word, statements};
use crate::diagnostic::Sink;
use crate::language;
use crate::model::Text;
use crate::parse::Item;
use crate::rules::resolve::duplicate_key::duplicate_key;
use crate::source::Span;

/// What is said: of which statement and subject, in which clause, by which word.
type Said<'s> = (&'static str, Text<'s>, &'static str, &'s str);

/// Reports each word that stands in two statements of one file that amend the same.
pub(super) fn report(files: Files<'_>, sink: &mut Sink) {
    for file in files.parsed {
        let one = Files { parsed: std::slice::from_ref(file), ..files };
        let mut known: FxHashMap<Said<'_>, (Span, Span)> = FxHashMap::default();
        for word in language::STATEMENTS.iter().flat_map(|of| one.amendments(of)) {
            let (subjects, rest) = about(word);
            for (clause, key, span) in words(word, rest) {
                for subject in &subjects {
                    let said = (word.of.word, subject.clone(), clause, key);
                    let (statement, first) = *known.entry(said).or_insert((word.statement.span, span));
                    // What stands twice in one statement is reported where that is read.
                    if statement != word.statement.span {
                        sink.push(duplicate_key(key, span, first));
                        break;
                    }
                }
            }
        }
    }
}

/// What a statement amends, and what it says of it. Of the site and the broker there is one, whatever is said behind.
fn about<'s>(word: Word<'s>) -> (Vec<Text<'s>>, &'s [Item]) {
    let (subjects, rest) = word.optional_subjects(&mut Sink::default());
    let once = [statements::site::STATEMENT.word, statements::broker::STATEMENT.word].contains(&word.of.word);
    let mut names: Vec<Text<'s>> = subjects.into_iter().filter(|_| !once).map(|Subject { text, .. }| text).collect();
    if names.is_empty() {
        names.push(Text::Borrowed(""));
    }
    (names, rest)
}

/// The words that set something, each with its clause and place. A clause that may repeat is such a word itself: those of
/// one statement take the place of all that were there.
fn words<'s>(word: Word<'s>, rest: &'s [Item]) -> Vec<(&'static str, &'s str, Span)> {
    let mut clause = None;
    let mut words: Vec<(&'static str, &'s str, Span)> = Vec::new();
    for item in rest {
        let said = match item {
            Item::Arrow(span) => ("", word.text(*span), *span),
            Item::Value(value) => {
                clause = word.of.clause(word.text(value.span)).or(clause);
                let Some(of) = clause.filter(|of| of.repeats) else { continue };
                (of.word, of.word, value.span)
            }
            Item::Pair(_) if clause.is_some_and(|of| of.repeats) => continue,
            Item::Pair(pair) => (clause.map_or("", |of| of.word), word.text(pair.key), pair.span()),
        };
        if !words.iter().any(|(of, key, _)| (*of, *key) == (said.0, said.1)) {
            words.push(said);
        }
    }
    words
}
