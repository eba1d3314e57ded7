//! `zero-prefetch-means-unlimited`: `prefetch_multiplier=0`, which switches nothing off.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "zero-prefetch-means-unlimited",
    "a prefetch multiplier of zero, which switches nothing off",
    include_str!("../../../../spec/rules/zero-prefetch-means-unlimited.md"),
)
.of_worker(check);

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let prefetch = worker.settings.prefetch_multiplier.as_ref();
    let Some(prefetch) = prefetch.filter(|prefetch| prefetch.value == 0) else { return };
    sink.push(
        Diagnostic::new(&RULE, "a prefetch multiplier of zero switches nothing off", prefetch.span, "zero means something else")
            .fact("on the command line Celery takes the value of its settings instead; in the settings zero means that a worker takes every message there is")
            .help(format!("`{}=1` takes one message per task that can run; `{}=on` takes none ahead, from Celery 5.6 on", keys::prefetch_multiplier::KEY.name, keys::disable_prefetch::KEY.name))
            .fix("take one message per task", prefetch.value_span(), "1").unsafely(),
    );
}
