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
    Diagnostic::new(&RULE, message, second.1, "one of them says enough")
        .and(first.1, "the other is here")
        .help(format!("leave `{}` out, or `{}`", first.0, second.0))
}

/// A rollout that may neither add a pod nor take one away.
pub fn nothing_is_replaced(surge: Span, unavailable: Span) -> Diagnostic {
    let (more, fewer) = (keys::max_surge::KEY.name, keys::max_unavailable::KEY.name);
    Diagnostic::new(&RULE, "no pod could ever be replaced", unavailable, "none may be missing")
        .and(surge, "and none may be added")
        .fact("Kubernetes refuses a Deployment whose rollout may do neither")
        .help(format!("let one be added first, `{more}=1`, or one be missing, `{fewer}=1`"))
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
