//! `option-ignored-by-pool`: an option that the worker's pool silently ignores.

use crate::catalog::Obeys;
use crate::language::typed::Words;
use crate::rules::options::used;
use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::warning(
    "option-ignored-by-pool",
    "an option that the worker's pool silently ignores",
    include_str!("../../../../spec/rules/option-ignored-by-pool.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers() {
        let pool = worker.pool();
        let Some(written) = &worker.settings.pool else { continue };
        // What is inherited is meant for the workers that can use it.
        for used in used(worker.settings, |option| option.pools[pool as usize] == Obeys::Ignored) {
            if used.setting.inherited {
                continue;
            }
            let message = format!("the pool {} ignores `{}`", pool.word(), used.key);
            sink.push(
                Diagnostic::new(&RULE, message, used.setting.span, format!("`{}` does nothing here", used.option.name))
                    .and(written.span, "")
                    .fact("Celery does not say so; qc leaves it out of the command")
                    .fix(format!("remove `{}`", used.key), used.setting.removal(), ""),
            );
        }
    }
}
