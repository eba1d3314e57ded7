//! `disable-prefetch-hangs`: gevent with `disable_prefetch`, which takes no message, or hardly any.

use crate::language::keys::pool::Pool;
use crate::language::value::{Concurrency, Version};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "disable-prefetch-hangs",
    "gevent with prefetching switched off, which takes no message or hardly any",
    include_str!("../../../../spec/rules/disable-prefetch-hangs.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    if worker.pool() != Pool::Gevent {
        return;
    }
    let Some(disabled) = worker.settings.disable_prefetch.as_ref().filter(|disabled| disabled.value) else {
        return;
    };
    // With Celery's autoscale the limit is the range's upper end, and messages are taken.
    let concurrency = worker.settings.concurrency.as_ref();
    if concurrency.is_some_and(|concurrency| matches!(concurrency.value, Concurrency::Auto(..))) {
        return;
    }
    let (_, celery) = plan.celery();
    let (message, fact) = if celery < Version::line(5, 7) {
        (
            "this worker would say that it is ready and take no task",
            "Celery 5.6 lets a worker take as many messages as it has running greenlets, which are none",
        )
    } else {
        (
            "this worker would take two tasks a second",
            "Celery 5.7 asks for the next message only when a poll returns: 359 tasks a second become 2",
        )
    };
    let mut diagnostic = Diagnostic::new(&RULE, message, disabled.span, format!("with gevent on Celery {celery}"))
        .fact(fact)
        .help(format!(
            "drop it: on gevent a pod takes no more than it can run anyway, with `{}=1`",
            keys::prefetch_multiplier::KEY.name
        ));
    if let Some(pool) = &worker.settings.pool {
        diagnostic = diagnostic.and(pool.span, "");
    }
    sink.push(diagnostic);
}
