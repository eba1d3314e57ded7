//! `priority-overtakes-nobody`: a priority on Redis that is as urgent as none, where no other task has less.

use crate::model::Route;
use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::warning(
    "priority-overtakes-nobody",
    "a priority on Redis that is as urgent as none, where no other task has less",
    include_str!("../../../../spec/rules/priority-overtakes-nobody.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let broker = &plan.model.broker;
    if !broker.is_redis() {
        return;
    }
    // Celery's 9 is Redis' 0. What is below the second step is in the first list, with all that have no priority.
    let second = broker.steps().get(1).copied().unwrap_or(i64::MAX);
    let first = |route: &Route<'_>| route.priority.filter(|priority| keys::priority::MOST - priority.value < second);
    let mut routes: Vec<Vec<&Route<'_>>> = vec![Vec::new(); plan.workers.len()];
    for route in plan.model.routes.iter().filter(|route| route.priority.is_some()) {
        if let Some(worker) = plan.consumer(route.service, &route.queue.variant) {
            routes[worker].push(route);
        }
    }
    // A worker reads the first lists of all its queues before the second of any.
    for (worker, routes) in plan.workers.iter().zip(&routes) {
        let urgent: Vec<_> = routes.iter().filter_map(|route| Some((*route, first(route)?.span))).collect();
        if let Some((first, others)) = urgent.split_first().filter(|_| urgent.len() == routes.len()) {
            let label = "in the first list, as every task without a priority";
            let message = format!("`{}` overtakes no other task of `{}`", first.0.task, worker.workload);
            let diagnostic = Diagnostic::new(&RULE, message, first.1, label).of(worker.about());
            let diagnostic = others.iter().fold(diagnostic, |diagnostic, (_, span)| diagnostic.and(*span, "and this"));
            sink.push(diagnostic.fact(FACT).help(help(first.0, second)));
        }
    }
}

const FACT: &str = "Redis serves 0 first, which is the priority 9, and a message without a priority has 0 there";

fn help(route: &Route<'_>, second: i64) -> String {
    let priority = keys::priority::KEY.name;
    if second > keys::priority::MOST {
        return format!("leave `{priority}` out: with `{}=0` all are one list", keys::priority_steps::KEY.name);
    }
    format!("leave it out, and let those that may wait say so: `route TASK -> {} {priority}=0`", route.queue)
}
