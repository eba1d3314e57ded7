//! `option-ignored-by-pool`: an option that the worker's pool silently ignores.

use crate::catalog::Obeys;
use crate::language::keys::pool::Pool;
use crate::language::typed::Words;
use crate::model::Setting;
use crate::rules::options::{Used, used};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "option-ignored-by-pool",
    "an option that the worker's pool silently ignores",
    include_str!("../../../../spec/rules/option-ignored-by-pool.md"),
)
.of_worker(check);

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let Some(written) = &worker.settings.pool else { return };
    let ignored = used(worker.settings, |option| option.pools[written.value as usize] == Obeys::Ignored);
    // What is inherited is meant for the workers that can use it.
    let mut ignored: Vec<Used<'_>> = ignored.filter(|used| !used.setting.inherited).collect();
    ignored.sort_unstable_by_key(|used| used.setting.span.start);
    if let [first, others @ ..] = ignored.as_slice() {
        sink.push(diagnostic(written, first, others));
    }
}

/// What one pool ignores is one cause, and said once.
fn diagnostic(pool: &Setting<Pool>, first: &Used<'_>, others: &[Used<'_>]) -> Diagnostic {
    let all = || std::iter::once(first).chain(others);
    let keys = all().map(|used| format!("`{}`", used.key)).sentence();
    let label = |used: &Used<'_>| format!("`{}` does nothing here", used.option.name);
    let message = format!("the pool {} ignores {keys}", pool.value.word());
    let mut diagnostic = Diagnostic::new(&RULE, message, first.setting.span, label(first)).and(pool.span, "");
    for used in others {
        diagnostic = diagnostic.and(used.setting.span, label(used));
    }
    let diagnostic = diagnostic.fact("Celery does not say so; qc leaves out of the command what is ignored");
    // For solo the advice is another pool, which obeys them.
    if pool.value == Pool::Solo {
        return diagnostic;
    }
    let edits = all().map(|used| Edit { span: used.setting.removal(), text: String::new() }).collect();
    diagnostic.fix_all(format!("remove {keys}"), edits)
}
