//! `task-refuses-service`: a task is routed to a service that knows it, and in which it does not do its work.

use crate::model::ServiceId;
use crate::plan::Because;
use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::error(
    "task-refuses-service",
    "a task is routed to a service in which it does not do its work",
    include_str!("../../../../spec/rules/task-refuses-service.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let mut last = None;
    for way in &plan.ways {
        let (Because::Route(route), Some(worker)) = (way.because, way.worker) else { continue };
        let Some(only) = plan.model.release.task(way.task).and_then(|task| task.only_in).map(ServiceId) else {
            continue;
        };
        let service = plan.workers[worker].service;
        // Every sender of a task takes the same route.
        if service == only || last == Some(way.task) {
            continue;
        }
        last = Some(way.task);
        let (here, there) = (title(plan.model, service), title(plan.model, only));
        let message = format!("`{}` does its work in {there} only, and {here} would run it", way.task);
        sink.push(
            Diagnostic::new(&RULE, message, route.queue_span, format!("consumed by {}", plan.workers[worker].workload))
                .and(route.span, format!("refuses to work, or does nothing, outside of {there}"))
                .fact(format!(
                    "{here} registers it too, so no worker rejects it: it fails, or ends without having done anything"
                ))
                .help(format!("route it to a queue of {there}")),
        );
    }
}
