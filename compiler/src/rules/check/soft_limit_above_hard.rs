//! `soft-limit-above-hard`: a task would be killed before it is told to stop.

use crate::language::value::Seconds;
use crate::model::Slot;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "soft-limit-above-hard",
    "a task would be killed before it is told to stop",
    include_str!("../../../../spec/rules/soft-limit-above-hard.md"),
)
.of_site(tasks)
.of_worker(worker);

fn worker(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    compare(&worker.settings.soft_time_limit, &worker.settings.time_limit, sink);
}

fn tasks(plan: &Plan<'_>, sink: &mut Sink) {
    for task in &plan.model.tasks {
        compare(&task.soft_time_limit, &task.time_limit, sink);
    }
}

fn compare(soft: &Slot<Seconds>, hard: &Slot<Seconds>, sink: &mut Sink) {
    let (Some(soft), Some(hard)) = (soft, hard) else { return };
    if soft.value > hard.value {
        let message = format!("a soft limit of {} does not come before the hard one of {}", soft.value, hard.value);
        sink.push(
            Diagnostic::new(&RULE, message, soft.span, "the soft limit")
                .and(hard.span, "the hard limit")
                .fact("prefork arms the hard limit when the soft one fires, so the task is killed at the soft limit, without an exception")
                .help(format!("a soft limit is at most the hard one, here {}, and leaves time to tidy up", hard.value)),
        );
    }
}
