//! `invalid-value`: a value that its key does not take.

use crate::language::suggest::near;
use crate::language::value::{Suggestion, alternatives};
use crate::model::BrokerKind;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "invalid-value",
    "a value that its key does not take",
    include_str!("../../../../spec/rules/invalid-value.md"),
);

/// A value for a key, what the key wants, and what was probably meant.
pub fn invalid_value(key: &str, text: &str, span: Span, wanted: &str, meant: Option<&Suggestion>) -> Diagnostic {
    let message = format!("`{key}` does not take `{text}`");
    match meant {
        Some(Suggestion { text, certain }) => Diagnostic::new(&RULE, message, span, format!("did you mean `{text}`?"))
            .help(format!("it takes {wanted}"))
            .write(span, text, *certain),
        None => Diagnostic::new(&RULE, message, span, format!("wanted is {wanted}")),
    }
}

/// A subject that is not what its statement is about.
pub fn invalid_subject(what: &str, text: &str, span: Span, wanted: &str, meant: Option<&str>) -> Diagnostic {
    let message = format!("`{text}` is not {what}");
    match meant {
        Some(meant) => Diagnostic::new(&RULE, message, span, format!("did you mean `{meant}`?"))
            .help(format!("write {wanted}"))
            .write(span, meant, true),
        None => Diagnostic::new(&RULE, message, span, format!("wanted is {wanted}")),
    }
}

/// A second name for a statement that has one.
pub fn second_subject(word: &str, text: &str, span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{word}` takes one name, and `{text}` is another"), span, "one too many")
}

/// A broker that qc does not know.
pub fn unknown_broker(kind: &str, span: Span) -> Diagnostic {
    let words = || BrokerKind::ALL.into_iter().map(BrokerKind::word);
    let message = format!("there is no broker `{kind}`");
    let diagnostic = Diagnostic::new(&RULE, message, span, format!("qc knows {}", alternatives(words())));
    match near(kind, words().collect::<Vec<_>>()) {
        Some(near) => diagnostic.write(span, near.word, near.certain),
        None => diagnostic.fact("of all brokers of Celery these two have all features, and KEDA can measure both"),
    }
}

/// A queue that should take another one on, and has no worker itself.
pub fn on_without_worker(name: &str, span: Span, chained: Span) -> Diagnostic {
    Diagnostic::new(&RULE, format!("`{name}` has no worker of its own"), span, "cannot take another queue on")
        .and(chained, "another worker consumes it")
        .help("name the queue whose worker consumes both")
}
