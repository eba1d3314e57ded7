//! `in-flight-needs-concurrency`: a scaler that counts running tasks, and cannot know how many a pod runs.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "in-flight-needs-concurrency",
    "a scaler that counts running tasks and does not know how many a pod runs",
    include_str!("../../../../spec/rules/in-flight-needs-concurrency.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    // RabbitMQ counts both kinds of messages in one number, which is divided by `list_length`.
    if !(plan.model.broker.is_redis() && worker.least_at_once().is_none()) {
        return;
    }
    let keda = worker.settings.keda.as_ref().filter(|_| worker.counts_in_flight());
    let Some(count) = keda.and_then(|keda| keda.count.as_ref()) else { return };
    let key = keys::concurrency::KEY.name;
    let message = format!("nobody knows how many pods the running tasks of `{}` keep busy", worker.workload);
    sink.push(
        Diagnostic::new(&RULE, message, count.span, "counts them")
            .of(worker.about())
            .fact(format!("they are divided by what a pod runs, and without `{key}` that is the CPU count of whichever node it lands on"))
            .help(format!("say how many a pod runs at once: `{key}=4`")),
    );
}
