//! `task-not-registered`: a task is sent to a worker that does not know it.

use crate::language::value::alternatives;
use crate::model::ServiceId;
use crate::plan::{Because, Way};
use crate::rules::prelude::*;
use crate::rules::registration::against_settings;
use crate::rules::routes::{UNNAMED, by_route, known_by};

/// The rule.
pub static RULE: Rule = Rule::error(
    "task-not-registered",
    "a task is sent to a worker that does not know it",
    include_str!("../../../../spec/rules/task-not-registered.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for (route, worker, tasks) in by_route(plan, |way, _| !way.registered && !is_taken_on(plan, way)) {
        let (known, queues) = known_by(plan, tasks[0]);
        let message = format!("no {} worker knows {}", title(plan.model, worker.service), several(&tasks));
        let declared = plan.model.task(tasks[0]).is_some_and(|task| task.registered.is_some());
        let source = if declared { "says this file" } else { plan.model.release.name };
        sink.push(
            Diagnostic::new(&RULE, message, route.queue_span, format!("consumed by {}", worker.workload))
                .and(route.span, format!("registered in {known} only ({source})"))
                .fact("a worker rejects a task that it does not know: it is marked failed and lost")
                .help(format!("route it to a queue of {known}: {}", alternatives(queues.iter().map(String::as_str)))),
        );
    }
    // One `on` may stand for several queues.
    let mut said: Vec<Span> = Vec::new();
    let defaults = plan.model.service_ids().filter(|id| plan.model.service(*id).is_own());
    let defaults = defaults.map(|id| (id, plan.default_variant(id)));
    let ways = plan.ways.iter().filter(|way| !way.registered);
    let ways = ways.filter(|way| !matches!(way.because, Because::Route(_)) || is_taken_on(plan, way));
    for queue in defaults.chain(ways.map(|way| (way.service, way.variant))) {
        if let Some((on, diagnostic)) = by_queue(plan, queue).filter(|(on, _)| !said.contains(on)) {
            said.push(on);
            sink.push(diagnostic);
        }
    }
    let ways = plan.ways.iter().filter(|way| !way.registered);
    ways.filter_map(|way| against_settings(plan, way)).for_each(|diagnostic| sink.push(diagnostic));
}

/// Whether a task is known to the service of its queue, and the queue is consumed by another's worker.
fn is_taken_on(plan: &Plan<'_>, way: &Way<'_>) -> bool {
    way.worker.is_some_and(|worker| plan.workers[worker].service != way.service)
        && plan.registered(way.task).has(way.service.0)
}

/// A queue with `on`, whose tasks the worker does not know.
fn by_queue(plan: &Plan<'_>, (id, variant): (ServiceId, &str)) -> Option<(Span, Diagnostic)> {
    let worker = &plan.workers[plan.consumer(id, variant)?];
    let on = plan.model.queue(id, variant)?.settings.on.as_ref().filter(|_| worker.service != id)?;
    let queue = plan.broker_name(id, variant);
    let service = plan.model.service(id);
    let unnamed = service.is_own() && variant == service.default_variant();
    let lost = plan.ways.iter().filter(|way| (way.service, way.variant) == (id, variant) && !way.registered);
    let lost = unnamed.then(|| UNNAMED.to_owned()).into_iter().chain(lost.map(|way| short(way.task)));
    let message = format!("no {} worker knows the tasks of `{queue}`", title(plan.model, worker.service));
    let pair = format!("{}={}", keys::on::KEY.name, on.value);
    let diagnostic = Diagnostic::new(&RULE, message, on.span, format!("consumed by {}", worker.workload))
        .fact(format!("rejected, marked failed and lost: {}", lost.sentence()))
        .help(format!("leave `{pair}` out: a worker of {} then consumes it", title(plan.model, id)));
    Some((on.span, diagnostic))
}
