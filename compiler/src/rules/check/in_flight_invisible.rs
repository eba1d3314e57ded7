//! `in-flight-invisible`: a worker that may be scaled to zero while it works.

use crate::catalog::option;
use crate::rules::prelude::*;
use crate::rules::scaling::{loses_running_tasks, rest};

/// The rule.
pub static RULE: Rule = Rule::warning(
    "in-flight-invisible",
    "a worker that may be scaled to zero while it works",
    include_str!("../../../../spec/rules/in-flight-invisible.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    // Where every task ends at a limit, the grace outlasts it, and a pod that is stopped loses nothing.
    if !loses_running_tasks(worker) {
        return;
    }
    let (Some(rest), Some(keda)) = (rest(worker), &worker.settings.keda) else { return };
    let (label, leaves) = if plan.model.broker.is_redis() {
        ("KEDA counts only waiting tasks", "a task that a worker has taken leaves the Redis list")
    } else {
        ("KEDA counts no running tasks", "a worker acknowledges a task before it runs it, and RabbitMQ forgets it")
    };
    let running = match worker.fixed_concurrency() {
        Some(1) => "a running task reads as none".to_owned(),
        Some(number) => format!("{number} running tasks read as 0"),
        None => "running tasks read as 0".to_owned(),
    };
    let (cooldown, grace) = (keda.cooldown(), worker.grace());
    let message = format!("`{}` may be scaled to zero while it works", worker.workload);
    sink.push(
        Diagnostic::new(&RULE, message, rest.span, format!("{}, and {label}", rest.said))
            .of(worker.about())
            .fact(format!(
                "{leaves}: {running}, {cooldown} later the pods are stopped, and {grace} after that they are killed"
            ))
            .help(help(plan, worker)),
    );
}

/// What ends it. To count what runs, qc has to know how many tasks a pod takes; a green pool on Redis would lose what it
/// counts.
fn help(plan: &Plan<'_>, worker: &Worker<'_>) -> String {
    let (count, redis) = (keys::count::KEY.name, plan.model.broker.is_redis());
    let one = format!("keep one worker with `{}=1`", keys::min::KEY.name);
    let one = match worker.least_at_once() {
        _ if redis && worker.is_green() => one,
        None if redis => {
            format!(
                "`{}=4` with `keda {count}=in_flight` also counts running tasks; or {one}",
                keys::concurrency::KEY.name
            )
        }
        _ => format!("`keda {count}=in_flight` also counts running tasks; or {one}"),
    };
    if worker.minds(option::TIME_LIMIT) {
        format!("{one}, or end every task with `{}=`", keys::time_limit::KEY.name)
    } else {
        one
    }
}
