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
.of_site(check);

/// Windows change the limits of a scaler, and say nothing of a fixed number of pods.
fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers().filter(|worker| matches!(worker.scaler(), Scaler::Fixed(_))) {
        let Some(window) = worker.settings.windows.first() else { continue };
        let (word, scaler) = (window::CLAUSE.word, format!("{}` or `{}", keda::CLAUSE.word, hpa::CLAUSE.word));
        let why = "nothing scales the worker, so there are no limits to change";
        let diagnostic = missing_key(word, window.opened.span, &scaler, why, "");
        sink.push(diagnostic.of(worker.about()).help(scaler_for(worker)));
    }
}

/// A scaler that leaves room for what the windows say, and what has to go for it.
fn scaler_for(worker: &Worker<'_>) -> String {
    let settings = worker.settings;
    if settings.claim.as_ref().is_some_and(|claim| claim.by.is_none()) {
        return format!("leave `{}` out: a pool that nobody has claimed has no pods", window::CLAUSE.word);
    }
    let fewest = settings.windows.iter().filter_map(|window| window.min.as_ref());
    let most = fewest.map(|min| min.value).max().unwrap_or_default().max(MOST);
    let scaler = format!("`{} {}=1 {}={most}`", keda::CLAUSE.word, keys::min::KEY.name, keys::max::KEY.name);
    match &settings.replicas {
        Some(replicas) => {
            format!("write {scaler} in place of `{}={}`", keys::replicas::KEY.name, replicas.value)
        }
        None => format!("write {scaler}"),
    }
}

/// So many pods may there be at least, where nobody has said.
const MOST: i64 = 10;

/// A clause without a pair, which says nothing.
pub fn empty_clause(word: &str, span: Span, example: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{word}` says nothing"), span, "no `key=value` follows")
        .help(format!("for example `{example}`"))
}

/// What a statement is about, the key that is missing, and why it is needed.
pub fn missing_key(subject: &str, span: Span, key: &str, why: &str, example: &str) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{subject}` needs `{key}`"), span, why).help(format!("write `{example}`"))
}
