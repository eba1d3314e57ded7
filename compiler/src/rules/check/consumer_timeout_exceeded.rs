//! `consumer-timeout-exceeded`: RabbitMQ ends a worker that does not acknowledge for half an hour.

use crate::language::value::Seconds;
use crate::rules::lifetime::{chain, who};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "consumer-timeout-exceeded",
    "RabbitMQ ends a worker that does not acknowledge for half an hour",
    include_str!("../../../../spec/rules/consumer-timeout-exceeded.md"),
)
.of_worker(check);

/// RabbitMQ's `consumer_timeout` since 3.8.17, without a word in its configuration.
const CONSUMER_TIMEOUT: Seconds = Seconds(1800);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    if plan.model.broker.is_redis() {
        return;
    }
    let held = worker.slowest().filter(|_| worker.holds() >= CONSUMER_TIMEOUT);
    let held = held.map(|slowest| {
        let (who, runs) = who(&slowest);
        let behind = if worker.counts_in_flight() { "" } else { "what waits behind " };
        (worker.holds(), slowest.task, slowest.span, format!("{behind}{who}, which {runs}"))
    });
    let eta = worker.times.eta.filter(|eta| eta.limit >= CONSUMER_TIMEOUT);
    let eta = eta.map(|eta| {
        (eta.limit, Some(eta.task), eta.span, format!("`{}`, which is sent up to {} ahead", short(eta.task), eta.limit))
    });
    let Some((longest, task, span, what)) = held.into_iter().chain(eta).max_by_key(|(time, ..)| *time) else {
        return;
    };
    let enough = u64::from(longest.0).div_ceil(3600) * 2 * 3_600_000;
    let message = format!(
        "RabbitMQ closes the channel of `{}` {CONSUMER_TIMEOUT} after it has taken {what}, and Celery ends the worker with all that runs in it",
        worker.workload
    );
    let place = span.unwrap_or_else(|| plan.place(worker));
    sink.push(
        Diagnostic::new(&RULE, message, place, format!("a message stands unacknowledged for up to {longest}"))
            .of(worker.about())
            .fact("`consumer_timeout` is 30 minutes unless rabbitmq.conf says otherwise: a delivery that is not acknowledged for so long ends in PRECONDITION_FAILED")
            .fact(chain(plan, worker, task))
            .help(format!("set `consumer_timeout = {enough}` (milliseconds) in rabbitmq.conf, and say so here: `# qc: allow({}) because consumer_timeout is {}`", RULE.name, Seconds(u32::try_from(enough / 1000).unwrap_or(u32::MAX)))),
    );
}
