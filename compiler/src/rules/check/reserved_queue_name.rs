//! `reserved-queue-name`: a queue whose name means something else to the broker or to the command line.

use crate::plan::Consumed;
use crate::rules::prelude::*;
use crate::rules::reserved::{in_rabbitmq, in_redis, meaning};

/// The rule.
pub static RULE: Rule = Rule::error(
    "reserved-queue-name",
    "a queue whose name means something else to the broker or to the command line",
    include_str!("../../../../spec/rules/reserved-queue-name.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let broker = &plan.model.broker;
    let (mut last, mut separator) = (None, broker.separator.as_ref().filter(|_| broker.is_redis()));
    let queues = plan.workers.iter().flat_map(|worker| worker.consumes.iter().map(move |queue| (worker, queue)));
    for (worker, queue) in queues {
        let (name, own) = (&queue.name, written(plan, queue));
        let kept = if broker.is_redis() { in_redis(name) } else { in_rabbitmq(name) };
        let why = meaning(name).or(kept);
        let splits = why.is_none() && broker.is_redis() && name.contains(broker.separator());
        // Where the file says nothing of the names, what it says of the separator is the fault of all of them.
        if splits && own.is_none() && broker.separator.is_some() {
            separator.take().into_iter().for_each(|written| sink.push(read_as(name, &written.value, written.span)));
            continue;
        }
        let split = splits.then(|| format!("it holds {:?}, behind which Celery reads a priority", broker.separator()));
        let Some(why) = why.or(split) else { continue };
        let place = own.unwrap_or_else(|| place(plan, worker, queue));
        // A pattern is one fault, however many names it makes.
        if last.replace(place) != Some(place) {
            let message = format!("a queue cannot be called {:?}", &**name);
            sink.push(Diagnostic::new(&RULE, message, place, why));
        }
    }
}

/// Where the file writes a queue's name, or the pattern that makes it.
fn written(plan: &Plan<'_>, queue: &Consumed<'_>) -> Option<Span> {
    let declared = plan.model.queue(queue.service, &queue.variant);
    let name = declared.and_then(|declared| declared.settings.name.as_ref()).map(|name| name.span);
    name.or(plan.model.service(queue.service).queue.as_ref().map(|pattern| pattern.span))
}

fn place(plan: &Plan<'_>, worker: &Worker<'_>, queue: &Consumed<'_>) -> Span {
    let declared = plan.model.queue(queue.service, &queue.variant);
    declared.map_or_else(|| plan.place(worker), |declared| declared.subject)
}

/// A separator that stands in the names of queues.
fn read_as(name: &str, separator: &str, span: Span) -> Diagnostic {
    let key = keys::separator::KEY.name;
    let read = name.rsplit_once(separator).map_or(name, |(before, _)| before);
    Diagnostic::new(
        &RULE,
        format!("Celery would read the queue `{name}` as `{read}`"),
        span,
        "stands in its name, and behind it Celery reads a priority",
    )
    .help(format!("`{key}=\":\"` stands in no name"))
    .fix(format!("write `{key}=\":\"`"), span, format!("{key}=\":\""))
    .unsafely()
}
