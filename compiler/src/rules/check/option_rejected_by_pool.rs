//! `option-rejected-by-pool`: an option with which the worker ends, or never works, on its pool.

use crate::catalog::Obeys;
use crate::language::typed::Words;
use crate::rules::options::used;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "option-rejected-by-pool",
    "an option with which the worker ends on its pool",
    include_str!("../../../../spec/rules/option-rejected-by-pool.md"),
)
.of_worker(check);

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let pool = worker.pool();
    for used in
        used(worker.settings, |option| option.pools[pool as usize] == Obeys::Rejected && option.own_rule.is_none())
    {
        let message = format!("a worker with the pool {} ends when it uses `{}`", pool.word(), used.option.name);
        let mut diagnostic = Diagnostic::new(&RULE, message, used.setting.span, format!("`{}` writes it", used.key))
            .fact("it says that it is ready, and exits at the first task for which it would need to grow")
            .help(format!("give `{}` one number", used.key));
        if let Some(pool) = &worker.settings.pool {
            diagnostic = diagnostic.and(pool.span, "");
        }
        sink.push(diagnostic);
    }
}
