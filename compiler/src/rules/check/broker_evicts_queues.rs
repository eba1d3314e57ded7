//! `broker-evicts-queues`: batch work on a Redis that throws lists away when its memory is full.

use crate::rules::claims::claimed;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::note(
    "broker-evicts-queues",
    "batch work on a Redis that throws lists away when its memory is full",
    include_str!("../../../../spec/rules/broker-evicts-queues.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let broker = &plan.model.broker;
    let Some(redis) = plan.model.release.redis.as_ref().filter(|_| broker.is_redis()) else { return };
    // Another host is another Redis, of which nothing is known.
    let Some((claim, _)) = plan.sound_workers().find_map(claimed).filter(|_| broker.host() == redis.host) else {
        return;
    };
    let span = broker.host.as_ref().map(|host| host.span).or(broker.span);
    let message = format!("`{}` may throw waiting tasks away", redis.host);
    let label = format!("Tutor's Redis: {} of memory, `maxmemory-policy {}`", redis.maxmemory, redis.maxmemory_policy);
    let diagnostic = match span {
        Some(span) => Diagnostic::new(&RULE, message, span, label).and(claim.opened.span, "work that fills queues"),
        None => Diagnostic::new(&RULE, message, claim.opened.span, "work that fills queues").fact(label),
    };
    sink.push(
        diagnostic
            .fact("when the memory is full Redis removes the keys that were used longest ago, and a queue that nobody reads is one")
            .help("keep queues in a Redis with `maxmemory-policy noeviction`: then senders get an error, and no task is lost"),
    );
}
