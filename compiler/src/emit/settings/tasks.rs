//! What tasks obey: their own limits and rates, and in workers whose scaler counts running tasks the late acknowledgement.

use std::fmt::Write as _;

use super::{IN_FLIGHT, Of, dictionary};
use crate::emit::python::python;
use crate::language::keys;
use crate::language::value::Seconds;
use crate::model::{Slot, Task};
use crate::plan::{Plan, Worker};

/// What `task` says of a task's limits and rate: the proofs reckon with it, so it is made true.
pub(super) fn annotations(plan: &Plan<'_>, of: Of) -> String {
    let mut entries = String::new();
    for task in plan.model.tasks.iter().filter(|task| is_of(plan, of, task)) {
        let seconds = |limit: &Slot<Seconds>| limit.as_ref().map(|limit| limit.value.0.to_string());
        // Celery calls these attributes of a task as the language calls its keys.
        let facts = [
            (keys::rate_limit::KEY.name, task.rate_limit.as_ref().map(|rate| python(&rate.value))),
            (keys::time_limit::KEY.name, seconds(&task.time_limit)),
            (keys::soft_time_limit::KEY.name, seconds(&task.soft_time_limit)),
        ];
        let facts: Vec<String> =
            facts.into_iter().filter_map(|(name, value)| Some(format!("\"{name}\": {}", value?))).collect();
        if !facts.is_empty() {
            let _ = writeln!(entries, "{}: {{{}}},", python(&task.name), facts.join(", "));
        }
    }
    if entries.is_empty() {
        return entries;
    }
    dictionary(of.name("CELERY_ANNOTATIONS", "CELERY_TASK_ANNOTATIONS"), &entries, "")
}

/// Whether workers of the file's services run a task.
fn is_of(plan: &Plan<'_>, of: Of, task: &Task<'_>) -> bool {
    let Some(registered) = &task.registered else { return matches!(of, Of::OpenEdx) };
    let services = registered.value.iter().filter_map(|name| plan.model.service_named(&name.text));
    services.into_iter().any(|service| of.has(plan, service))
}

/// Late acknowledgement, in the processes of the workers that are scaled by what they run: their Deployments say so. On
/// Redis each such worker keeps what it has taken under a key of its own, which its scaler reads.
pub(super) fn late(plan: &Plan<'_>, of: Of) -> String {
    let late = |worker: &Worker<'_>| worker.counts_in_flight() && of.has(plan, worker.service);
    if !plan.workers.iter().any(late) {
        return String::new();
    }
    let variable = python(IN_FLIGHT);
    let mut text =
        format!("# Only in workers whose scaler counts the tasks that run.\nif os.environ.get({variable}):\n");
    for name in [
        of.name("CELERY_ACKS_LATE", "CELERY_TASK_ACKS_LATE"),
        of.name("CELERY_REJECT_ON_WORKER_LOST", "CELERY_TASK_REJECT_ON_WORKER_LOST"),
    ] {
        let _ = writeln!(text, "    {name} = True");
    }
    if plan.model.broker.is_redis() {
        let key = format!("os.environ[{variable}]");
        let options = format!(
            "\"unacked_key\": {key},\n\"unacked_index_key\": {key} + \"_index\",\n\"unacked_mutex_key\": {key} + \"_mutex\",\n"
        );
        let name = of.name("BROKER_TRANSPORT_OPTIONS", "CELERY_BROKER_TRANSPORT_OPTIONS");
        text.push_str(&dictionary(name, &options, "    "));
    }
    text
}
