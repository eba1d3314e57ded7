//! `concurrency-follows-the-node`: a worker whose concurrency is the CPU count of whichever node it lands on.

use crate::language::keys::pool::Pool;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::note(
    "concurrency-follows-the-node",
    "a worker whose concurrency is the CPU count of whichever node it lands on",
    include_str!("../../../../spec/rules/concurrency-follows-the-node.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    if worker.settings.concurrency.is_some() {
        return;
    }
    // Solo runs one task whatever is said; a worker that the file does not name is as Tutor has it. Where the scaler
    // needs the number, its absence is an error.
    let counted = worker.counts_in_flight() && plan.model.broker.is_redis();
    let Some(queue) = worker.queue.filter(|_| worker.pool() != Pool::Solo && !counted) else { return };
    sink.push_with(&RULE, queue.subject, || {
        let message = format!("{} runs as many tasks at once as its node has CPUs", worker.workload);
        Diagnostic::new(&RULE, message, queue.subject, "how many depends on where the pod lands")
            .fact("Celery counts the node's CPUs, not those that the pod may use: on a large node memory runs out")
            .help(format!("say how many: `{}=4`", keys::concurrency::KEY.name))
    });
}
