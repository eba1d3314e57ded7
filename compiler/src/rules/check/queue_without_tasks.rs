//! `queue-without-tasks`: a worker that nothing is sent to.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::note(
    "queue-without-tasks",
    "a worker that nothing is sent to",
    include_str!("../../../../spec/rules/queue-without-tasks.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers().filter(|worker| worker.ways == 0) {
        // What is sent in an application of one's own, nobody but its author knows.
        if plan.model.service(worker.service).is_own() {
            continue;
        }
        let Some(queue) = worker.queue else { continue };
        sink.push_with(&RULE, queue.subject, || {
            let message = format!("nothing is sent to `{}`", worker.consumes[0].name);
            Diagnostic::new(&RULE, message, queue.subject, format!("{} has nothing to do", worker.workload))
                .help(format!("route a task to it: `route TASK -> {}`", plan.declared_as(worker)))
        });
    }
}
