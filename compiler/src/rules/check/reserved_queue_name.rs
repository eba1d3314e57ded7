//! `reserved-queue-name`: a queue whose name means something else to the broker or to the command line.

use crate::plan::Consumed;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "reserved-queue-name",
    "a queue whose name means something else to the broker or to the command line",
    include_str!("../../../../spec/rules/reserved-queue-name.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let broker = &plan.model.broker;
    let mut last = None;
    for worker in &plan.workers {
        for queue in &worker.consumes {
            let (name, separator) = (&queue.name, broker.separator());
            let kept = || if broker.is_redis() { in_redis(name, separator) } else { in_rabbitmq(name) };
            let Some(why) = meaning(name).or_else(kept) else { continue };
            let place = place(plan, worker, queue);
            // A pattern is one fault, however many names it makes.
            if last != Some(place) {
                let message = format!("a queue cannot be called {:?}", &*queue.name);
                sink.push(Diagnostic::new(&RULE, message, place, why));
            }
            last = Some(place);
        }
    }
}

fn place(plan: &Plan<'_>, worker: &Worker<'_>, queue: &Consumed<'_>) -> Span {
    let declared = plan.model.queue(queue.service, &queue.variant);
    let name = declared.and_then(|declared| declared.settings.name.as_ref()).map(|name| name.span);
    let pattern = plan.model.service(queue.service).queue.as_ref().map(|pattern| pattern.span);
    name.or(pattern).or(declared.map(|declared| declared.subject)).unwrap_or_else(|| plan.place(worker))
}

/// What a name means in Redis.
fn in_redis(name: &str, separator: &str) -> Option<String> {
    let kept = ["unacked.", "_kombu.binding"];
    if matches!(name, "unacked" | "unacked_index" | "unacked_mutex") || kept.iter().any(|kept| name.starts_with(kept)) {
        return Some("Celery keeps something else under this key, of another type: the worker exits".into());
    }
    let holds = memchr::memmem::find(name.as_bytes(), separator.as_bytes()).is_some();
    holds.then(|| format!("it holds {separator:?}, behind which Celery reads a priority"))
}

/// What a name means in RabbitMQ.
fn in_rabbitmq(name: &str) -> Option<String> {
    name.starts_with("amq.").then(|| "RabbitMQ keeps names that begin with `amq.` for itself: the worker exits".into())
}

/// What a name means to the command line and to Kubernetes.
fn meaning(name: &str) -> Option<String> {
    if name == "multi" {
        return Some("an argument `multi` keeps Celery from patching for gevent and eventlet".into());
    }
    if memchr::memchr2(b',', b' ', name.as_bytes()).is_some() {
        return Some("`--queues` is split at commas, and spaces become a part of the names".into());
    }
    if name.contains(char::is_control) {
        return Some("no control character can stand in a name".into());
    }
    if name.contains("$(") {
        return Some(
            "Kubernetes replaces `$(…)` in the worker's command, and the scaler would read another list".into(),
        );
    }
    None
}
