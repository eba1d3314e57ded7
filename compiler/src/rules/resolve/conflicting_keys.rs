//! `conflicting-keys`: two words of one statement that cannot both hold.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "conflicting-keys",
    "two words of one statement that cannot both hold",
    include_str!("../../../../spec/rules/conflicting-keys.md"),
);

/// Two pairs of one scope.
pub fn conflicting_keys(first: (&str, Span), second: (&str, Span)) -> Diagnostic {
    let message = format!("`{}` and `{}` cannot stand together", first.0, second.0);
    Diagnostic::new(&RULE, message, second.1, "one of them says enough").and(first.1, "the other is here")
}

/// `catch_all` on a queue whose worker is not the default one.
pub fn catch_all_elsewhere(catch_all: (&str, Span), default: &str) -> Diagnostic {
    let message = format!("`{}` speaks of the default worker, and this is another", catch_all.0);
    Diagnostic::new(&RULE, message, catch_all.1, "not the default worker")
        .help(format!("say it where `{default}` is declared"))
}

/// A queue that another queue's worker consumes, and a word about the worker that it has not.
pub fn worker_word_without_worker(word: (&str, Span), on: (&str, Span)) -> Diagnostic {
    let message = format!("`{}` speaks of a worker, and this queue has none of its own", word.0);
    Diagnostic::new(&RULE, message, word.1, "no worker to speak of")
        .and(on.1, format!("the worker of `{}` consumes it", on.0))
        .help(format!("say it where `{}` is declared, or drop `on` to give this queue a worker", on.0))
}
