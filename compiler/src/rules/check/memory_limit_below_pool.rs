//! `memory-limit-below-pool`: a limit of memory that the processes of the pool exceed before they have done anything.

use crate::language::keys::pool::Pool;
use crate::language::typed::Words;
use crate::language::value::{Bytes, Concurrency};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "memory-limit-below-pool",
    "a limit of memory that the processes of the pool exceed before any task",
    include_str!("../../../../spec/rules/memory-limit-below-pool.md"),
)
.of_worker(check);

/// MiB of a worker with an application that does nothing, by pool: once, and for each process beside the first. Measured
/// with Celery 5.7 as the sum of the processes' shares (PSS): 59 MiB with one child, 123 MiB with four.
const fn measured(pool: Pool) -> (u64, u64) {
    match pool {
        Pool::Prefork => (38, 21),
        Pool::Gevent => (50, 0),
        Pool::Eventlet => (58, 0),
        Pool::Threads => (46, 0),
        Pool::Solo => (45, 0),
    }
}

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let Some(memory) = &worker.settings.resources().memory else { return };
    let Some(limit) = memory.value.limit else { return };
    let (once, each) = measured(worker.pool());
    let children = match worker.settings.concurrency.as_ref().map(|concurrency| concurrency.value) {
        Some(Concurrency::Fixed(number) | Concurrency::Auto(_, number)) => u64::from(number),
        // Without the key it is the number of the node's processors: one at least.
        None => 1,
    };
    let needed = Bytes((once + each * children) << 20);
    if limit >= needed {
        return;
    }
    let pool = worker.pool().word();
    let sum = if each == 0 {
        format!("{pool} needs {once} MiB")
    } else {
        format!("{once} MiB and {children} × {each} MiB for the processes of {pool}")
    };
    let message = format!(
        "the pods of `{}` are killed at {limit} before they have run a task: they need {needed} at least",
        worker.workload
    );
    let mut diagnostic =
        Diagnostic::new(&RULE, message, memory.span, format!("{limit} is the limit")).of(worker.about());
    if let Some(concurrency) = &worker.settings.concurrency {
        diagnostic = diagnostic.and(concurrency.span, "");
    }
    sink.push(
        diagnostic.fact(format!("{sum}: measured with an application that does nothing, yours comes on top")).help(
            format!("measure a pod at work and give it that and some room, or lower `{}`", keys::concurrency::KEY.name),
        ),
    );
}
