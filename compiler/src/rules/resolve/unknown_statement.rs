//! `unknown-statement`: a line in column 0 that begins with no statement.

use crate::language::suggest::near;
use crate::language::value::alternatives;
use crate::language::{STATEMENTS, clause, key, statement, statements};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "unknown-statement",
    "a line that begins with no statement",
    include_str!("../../../../spec/rules/unknown-statement.md"),
);

/// The word that the line begins with.
pub fn unknown_statement(word: &str, span: Span) -> Diagnostic {
    let message = format!("there is no statement `{word}`");
    if clause(word).is_some() || key(word).is_some() {
        return Diagnostic::new(&RULE, message, span, "continues a statement, but stands in the first column")
            .help("indent the line to continue the statement above it")
            .fix("indent the line", Span::at(span.start), "  ");
    }
    meant(message, (word, span), "the statements are", STATEMENTS.iter().map(|statement| statement.word))
}

/// The word behind `amend`, which is no statement that declares anything.
pub fn not_amendable(word: &str, span: Span) -> Diagnostic {
    let message = match statement(word) {
        Some(_) => format!("`{word}` declares nothing that could be amended"),
        None => format!("there is no statement `{word}`"),
    };
    let words = STATEMENTS.iter().map(|statement| statement.word).filter(|word| is_amendable(word));
    meant(message, (word, span), "what can be amended is", words)
}

/// Whether a statement can be amended: all but those that speak of files.
pub fn is_amendable(word: &str) -> bool {
    let about_files = [statements::amend::STATEMENT.word, statements::include::STATEMENT.word];
    statement(word).is_some() && !about_files.contains(&word)
}

fn meant(
    message: String,
    (word, span): (&str, Span),
    all: &str,
    words: impl Iterator<Item = &'static str> + Clone,
) -> Diagnostic {
    match near(word, words.clone()) {
        Some(near) => Diagnostic::new(&RULE, message, span, format!("did you mean `{}`?", near.word)).write(
            span,
            near.word,
            near.certain,
        ),
        None => {
            let label = if statement(word).is_some() { "says nothing of the site" } else { "not a statement" };
            Diagnostic::new(&RULE, message, span, label).help(format!("{all} {}", alternatives(words)))
        }
    }
}
