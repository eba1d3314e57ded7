//! `queue-without-consumer`: tasks are sent to a queue that no worker consumes.

use crate::language::value::QueueName;
use crate::model::ServiceId;
use crate::plan::Because;
use crate::rules::catch_all::switched_off;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "queue-without-consumer",
    "tasks are sent to a queue that no worker consumes",
    include_str!("../../../../spec/rules/queue-without-consumer.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let mut queues: Vec<(ServiceId, &str)> = Vec::new();
    for way in plan.ways.iter().filter(|way| way.worker.is_none() && !plan.model.lost_queue) {
        if !queues.contains(&(way.service, way.variant)) {
            queues.push((way.service, way.variant));
        }
    }
    for (service, variant) in queues {
        sink.push(diagnostic(plan, service, variant));
    }
}

fn diagnostic(plan: &Plan<'_>, service: ServiceId, variant: &str) -> Diagnostic {
    let sent: Vec<_> = plan.ways.iter().filter(|way| way.service == service && way.variant == variant).collect();
    let mut tasks: Vec<&str> = sent.iter().map(|way| way.task).collect();
    tasks.dedup();
    let mut senders: Vec<String> = sent.iter().map(|way| title(plan.model, way.sender)).collect();
    senders.sort_unstable();
    senders.dedup();
    let queue = QueueName { service: (&*plan.model.service(service).name).into(), variant: variant.into() };
    let count = match tasks.len() {
        1 => "1 task is".to_owned(),
        count => format!("{count} tasks are"),
    };
    let message = format!("nothing consumes `{}`, and {count} sent there", plan.broker_name(service, variant));
    let (span, default) = switched_off(plan, service);
    let mut diagnostic = Diagnostic::new(
        &RULE,
        message,
        span,
        "the default worker stops consuming queues that have no worker of their own",
    )
    .fact(format!(
        "sent by {} and never run: {}",
        senders.into_iter().sentence(),
        tasks.into_iter().map(short).sentence()
    ))
    .help(format!("give it a worker with `queue {queue}`, or let this one have it with `queue {queue} on={default}`"));
    for way in &sent {
        if let Because::Route(route) = way.because {
            diagnostic = diagnostic.and(route.queue_span, "sent there by this route");
            break;
        }
    }
    let line =
        plan.model.queue(service, plan.default_variant(service)).map_or(Span::default(), |queue| queue.statement);
    diagnostic.fix(format!("add `queue {queue}`"), Span::at(line.end), format!("\nqueue {queue}")).unsafely()
}
