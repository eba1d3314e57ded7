//! `task-not-registered`: a task is sent to a worker that does not know it.

use crate::language::value::alternatives;
use crate::plan::{Because, Way};
use crate::rules::prelude::*;
use crate::rules::routes::by_route;

/// The rule.
pub static RULE: Rule = Rule::error(
    "task-not-registered",
    "a task is sent to a worker that does not know it",
    include_str!("../../../../spec/rules/task-not-registered.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for (route, worker, tasks) in by_route(plan, |way, _| !way.registered) {
        let (known, queues) = known_by(plan, tasks[0]);
        let message = format!("no {} worker knows {}", title(plan.model, worker.service), several(&tasks));
        let declared = plan.model.tasks.iter().any(|task| task.name == tasks[0] && task.registered.is_some());
        let source = if declared { "says this file" } else { plan.model.release.name };
        sink.push(
            Diagnostic::new(&RULE, message, route.queue_span, format!("consumed by {}", worker.workload))
                .and(route.span, format!("registered in {known} only ({source})"))
                .fact("a worker rejects a task that it does not know: it is marked failed and lost")
                .help(format!("route it to a queue of {known}: {}", alternatives(queues.iter().map(String::as_str)))),
        );
    }
    let mut said: Vec<Span> = Vec::new();
    for way in plan.ways.iter().filter(|way| !way.registered && !matches!(way.because, Because::Route(_))) {
        let Some(worker) = way.worker.map(|worker| &plan.workers[worker]) else { continue };
        let on = plan.model.queue(way.service, way.variant).and_then(|queue| queue.settings.on.as_ref());
        if let Some(on) = on.filter(|on| !said.contains(&on.span)) {
            said.push(on.span);
            sink.push(by_queue(plan, way, worker, on.span));
        }
    }
}

fn by_queue(plan: &Plan<'_>, way: &Way<'_>, worker: &Worker<'_>, on: Span) -> Diagnostic {
    let queue = (way.service, way.variant);
    let lost = plan.ways.iter().filter(|way| (way.service, way.variant) == queue && !way.registered);
    let service = title(plan.model, worker.service);
    let message = format!("no {service} worker knows the tasks of `{}`", plan.broker_name(queue.0, queue.1));
    Diagnostic::new(&RULE, message, on, format!("consumed by {}", worker.workload))
        .fact(format!("rejected, marked failed and lost: {}", lost.map(|way| short(way.task)).sentence()))
        .help(format!("let a worker of {} consume it", title(plan.model, way.service)))
}

/// The services that register a task, and the queues of theirs that a route can name.
fn known_by(plan: &Plan<'_>, task: &str) -> (String, Vec<String>) {
    let model = plan.model;
    let declared = model.tasks.iter().find(|known| known.name == task).and_then(|known| known.registered.as_ref());
    let services: Vec<_> = model
        .service_ids()
        .filter(|id| match declared {
            Some(registered) => registered.value.iter().any(|name| name.text == model.service(*id).name),
            None => model.release.task(task).is_some_and(|task| task.registered.has(id.0)),
        })
        .collect();
    let queues = services.iter().flat_map(|id| {
        model.service(*id).catalog.queues.iter().map(move |variant| format!("{}.{variant}", model.service(*id).name))
    });
    (services.iter().map(|id| title(model, *id)).sentence(), queues.collect())
}
