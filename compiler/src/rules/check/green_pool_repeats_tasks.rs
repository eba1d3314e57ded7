//! `green-pool-repeats-tasks`: a pool of green threads on a Celery that runs finished tasks again when a pod is stopped.

use crate::language::keys::pool::Pool;
use crate::language::typed::Words;
use crate::language::value::Version;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "green-pool-repeats-tasks",
    "a pool of green threads on a Celery that repeats finished tasks when a pod stops",
    include_str!("../../../../spec/rules/green-pool-repeats-tasks.md"),
)
.of_worker(check);

/// Measured on 5.4.0, and not any more on 5.5.3.
const MENDED: Version = Version::line(5, 5);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let (_, celery) = plan.celery();
    if celery >= MENDED {
        return;
    }
    let Some(pool) = &worker.settings.pool else { return };
    if matches!(pool.value, Pool::Gevent | Pool::Eventlet) {
        let message = format!("`{}` runs finished tasks again whenever a pod of it is stopped", worker.workload);
        let label = format!("{} on Celery {celery}", pool.value.word());
        sink.push(
            Diagnostic::new(&RULE, message, pool.span, label)
                .of(worker.about())
                .fact("at SIGTERM this Celery puts finished tasks back into the queue: two of three in a test, with late acknowledgement all")
                .help("take an image with Celery 5.5.3 or newer, or prefork or threads"),
        );
    }
}
