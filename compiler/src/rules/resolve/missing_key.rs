//! `missing-key`: a statement without a key that it needs.

use crate::language::clauses::{hpa, keda, window};
use crate::plan::scaling::Scaler;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "missing-key",
    "a statement without a key that it needs",
    include_str!("../../../../spec/rules/missing-key.md"),
)
.checked_by(check);

/// Windows change the limits of a scaler, and say nothing of a fixed number of pods.
fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers().filter(|worker| matches!(worker.scaler(), Scaler::Fixed(_))) {
        let Some(window) = worker.settings.windows.first() else { continue };
        let (word, scaler) = (window::CLAUSE.word, format!("{}` or `{}", keda::CLAUSE.word, hpa::CLAUSE.word));
        let example = format!("{} {}=0 {}=6", keda::CLAUSE.word, keys::min::KEY.name, keys::max::KEY.name);
        let why = "nothing scales the worker, so there are no limits to change";
        sink.push(missing_key(word, window.opened.span, &scaler, why, &example).of(worker.about()));
    }
}

/// A clause without a pair, which says nothing.
pub fn empty_clause(word: &str, span: Span, example: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{word}` says nothing"), span, "no `key=value` follows")
        .help(format!("for example `{example}`"))
}

/// What a statement is about, the key that is missing, and why it is needed.
pub fn missing_key(subject: &str, span: Span, key: &str, why: &str, example: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{subject}` needs `{key}`"), span, why).help(format!("write `{example}`"))
}
