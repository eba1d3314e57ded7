//! `queue-without-tasks`: a worker that nothing is sent to.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::note(
    "queue-without-tasks",
    "a worker that nothing is sent to",
    include_str!("../../../../spec/rules/queue-without-tasks.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    if worker.ways != 0 {
        return;
    }
    // What is sent in an application of one's own, nobody but its author knows.
    if plan.model.service(worker.service).is_own() {
        return;
    }
    let Some(queue) = worker.queue else { return };
    sink.push_with(&RULE, queue.subject, || {
        let message = format!("nothing is sent to `{}`", worker.consumes[0].name);
        Diagnostic::new(&RULE, message, queue.subject, format!("{} has nothing to do", worker.workload))
            .help(format!("route a task to it: `route TASK -> {}`", plan.declared_as(worker)))
    });
}
