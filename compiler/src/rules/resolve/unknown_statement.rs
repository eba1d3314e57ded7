//! `unknown-statement`: a line in column 0 that begins with no statement.

use crate::language::suggest::near;
use crate::language::value::alternatives;
use crate::language::{STATEMENTS, clause, key};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "unknown-statement",
    "a line that begins with no statement",
    include_str!("../../../../spec/rules/unknown-statement.md"),
);

/// The word that the line begins with.
pub fn unknown_statement(word: &str, span: Span) -> Diagnostic {
    // What speaks of files cannot be amended, and is no word for that.
    let words = || STATEMENTS.iter().map(|statement| statement.word).filter(|known| *known != word);
    let message = format!("there is no statement `{word}`");
    if clause(word).is_some() || key(word).is_some() {
        return Diagnostic::new(&RULE, message, span, "continues a statement, but stands in the first column")
            .help("indent the line to continue the statement above it")
            .fix("indent the line", Span::at(span.start), "  ");
    }
    match near(word, words()) {
        Some(near) => Diagnostic::new(&RULE, message, span, format!("did you mean `{}`?", near.word)).write(
            span,
            near.word,
            near.certain,
        ),
        None => Diagnostic::new(&RULE, message, span, "not a statement")
            .help(format!("the statements are {}", alternatives(words()))),
    }
}
