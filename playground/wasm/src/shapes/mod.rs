//! What JavaScript reads: the compiler's answers with their places in UTF-16 code units.

#[cfg(feature = "answers")]
mod answers;

use std::cmp::Reverse;

use celq::Compiled;
use celq::catalog::RELEASES;
use celq::diagnostic::{Applicability, Diagnostic, Edit, Severity};
use celq::ide::tokens;
use celq::language::{CLAUSES, KEYS, STATEMENTS};
use celq::rules::RULES;
use celq::source::{Source, Sources, Span};
use serde_json::{Value as Json, json};

#[cfg(feature = "answers")]
pub(crate) use answers::*;

/// A place: its file, and where in it.
pub(crate) fn range(span: Span, sources: &Sources) -> Json {
    within(span, sources.at(span.start))
}

pub(crate) fn within(span: Span, file: &Source) -> Json {
    json!({ "file": file.name(), "from": file.utf16(span.start), "to": file.utf16(span.end) })
}

/// Texts in place of others.
pub(crate) fn edits(edits: &[Edit], sources: &Sources) -> Json {
    edits.iter().map(|edit| json!({ "range": range(edit.span, sources), "text": edit.text })).collect()
}

/// As many diagnostics as a page can show; errors are shown before the others.
const SHOWN: usize = 500;

/// A site, judged.
pub(crate) fn checked(compiled: &Compiled<'_>, sources: &Sources) -> Json {
    let said = &compiled.said;
    let mut shown: Vec<&Diagnostic> = said.diagnostics.iter().collect();
    if shown.len() > SHOWN {
        shown.sort_by_key(|said| Reverse(said.severity()));
        shown.truncate(SHOWN);
        shown.sort_by_key(|said| said.span());
    }
    json!({
        "status": compiled.plan.status(),
        "errors": said.errors,
        "warnings": said.count(Severity::Warning),
        "notes": said.count(Severity::Note),
        "hidden": said.dropped + said.diagnostics.len() - shown.len(),
        "diagnostics": shown.into_iter().map(|said| diagnostic(said, sources)).collect::<Json>(),
    })
}

fn diagnostic(said: &Diagnostic, sources: &Sources) -> Json {
    let position = sources.at(said.span().start).position(said.span().start);
    json!({
        "rule": said.rule.name,
        "severity": said.severity(),
        "message": said.message,
        "facts": said.facts,
        "help": said.help,
        "range": range(said.span(), sources),
        "line": position.line,
        "column": position.column,
        "labels": said.labels.iter().map(|label| {
            json!({ "message": label.message, "range": range(label.span, sources) })
        }).collect::<Json>(),
        "fixes": said.fixes.iter().map(|fix| {
            json!({ "title": fix.title, "safe": fix.applicability == Applicability::Safe, "edits": edits(&fix.edits, sources) })
        }).collect::<Json>(),
    })
}

/// What there is to write, and what may be said about it.
pub(crate) fn vocabulary() -> Json {
    let statements = STATEMENTS.iter().map(|word| ("statement", word.word, word.summary));
    let clauses = CLAUSES.iter().map(|word| ("clause", word.word, word.summary));
    let keys = KEYS.iter().map(|word| ("key", word.name, word.summary));
    json!({
        "releases": RELEASES.iter().map(|release| release.name).collect::<Json>(),
        "rules": RULES.iter().map(|rule| {
            json!({ "name": rule.name, "severity": rule.severity, "summary": rule.summary })
        }).collect::<Json>(),
        "tokens": tokens::kinds().collect::<Json>(),
        "words": statements.chain(clauses).chain(keys).map(|(kind, word, summary)| {
            json!({ "kind": kind, "word": word, "summary": summary })
        }).collect::<Json>(),
    })
}
