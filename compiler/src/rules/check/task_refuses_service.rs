//! `task-refuses-service`: a task is routed to a service that knows it, and in which it does not do its work.

use crate::model::ServiceId;
use crate::rules::prelude::*;
use crate::rules::routes::by_route;

/// The rule.
pub static RULE: Rule = Rule::error(
    "task-refuses-service",
    "a task is routed to a service in which it does not do its work",
    include_str!("../../../../spec/rules/task-refuses-service.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let only_in = |task: &str| plan.model.release.task(task)?.only_in.map(ServiceId);
    let refused = by_route(plan, |way, worker| only_in(way.task).is_some_and(|only| only != worker.service));
    for (route, worker, tasks) in refused {
        let Some(only) = only_in(tasks[0]) else { continue };
        let (here, there) = (title(plan.model, worker.service), title(plan.model, only));
        let what = several(&tasks);
        let message = format!("{what} work in {there} only, and {here} would run them");
        let message =
            if tasks.len() == 1 { format!("{what} works in {there} only, and {here} would run it") } else { message };
        sink.push(
            Diagnostic::new(&RULE, message, route.queue_span, format!("consumed by {}", worker.workload))
                .and(route.span, format!("fails, or does nothing, outside of {there}"))
                .fact(format!("{here} registers it too, so no worker rejects it, and nothing is reported as lost"))
                .help(format!("route it to a queue of {there}")),
        );
    }
}
