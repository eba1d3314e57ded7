//! `recycling-above-memory-limit`: children that may grow beyond the pod's memory before the size at which they are replaced.

use crate::catalog::option;
use crate::language::value::{Bytes, Concurrency};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "recycling-above-memory-limit",
    "children that may grow beyond the pod's memory before they are replaced",
    include_str!("../../../../spec/rules/recycling-above-memory-limit.md"),
)
.of_worker(check);

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let settings = worker.settings;
    let Some(size) = settings.max_memory_per_child.as_ref().filter(|_| worker.minds(option::MAX_MEMORY_PER_CHILD))
    else {
        return;
    };
    let Some(memory) = &settings.resources().memory else { return };
    let Some(limit) = memory.value.limit else { return };
    let children = match settings.concurrency.as_ref().map(|concurrency| concurrency.value) {
        Some(Concurrency::Fixed(number) | Concurrency::Auto(_, number)) => u64::from(number.max(1)),
        // Without the key it is the number of the node's processors: one at least.
        None => 1,
    };
    let together = Bytes(size.value.0.saturating_mul(children));
    if together <= limit {
        return;
    }
    let each = if children == 1 { String::new() } else { format!("{children} × {} = ", size.value) };
    let message = format!("pods of `{}` may be killed at {limit} before a child is replaced", worker.workload);
    let label = format!("{each}{together} before the last is replaced");
    let mut diagnostic = Diagnostic::new(&RULE, message, size.span, label).of(worker.about());
    diagnostic = diagnostic.and(memory.span, format!("{limit} is the limit"));
    if let Some(concurrency) = settings.concurrency.as_ref().filter(|_| children > 1) {
        diagnostic = diagnostic.and(concurrency.span, "");
    }
    let (key, share) = (keys::max_memory_per_child::KEY.name, Bytes((limit.0 / children) >> 20 << 20));
    sink.push(
        diagnostic
            .fact("Celery looks at a child's size when a task has ended, and the kernel kills the pod as soon as all of it is above its limit: what runs is lost")
            .help(format!("leave room for all of them, `{key}={share}` or less, or raise the limit of `{}`", keys::memory::KEY.name)),
    );
}
