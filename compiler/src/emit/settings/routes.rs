//! Where tasks go: Open edX's explicit map of every service that sends the task, and `task_routes` of other services.

use std::fmt::Write as _;

use super::Of;
use crate::emit::python::python;
use crate::language::keys::priority::MOST;
use crate::model::{Route, ServiceId};
use crate::plan::Plan;
use crate::resolve::is_glob;

/// Celery's own name of the default queue.
const CELERYS_DEFAULT: &str = "celery";

/// The routes of the services of a file.
pub(super) fn routes(plan: &Plan<'_>, of: Of) -> String {
    match of {
        Of::OpenEdx => explicit_maps(plan, of),
        Of::Own(service) => task_routes(plan, service),
    }
}

/// Open edX's map takes exact names only, so patterns are there as the tasks that fit them.
fn explicit_maps(plan: &Plan<'_>, of: Of) -> String {
    let mut text = String::new();
    let mut keyword = "if";
    for service in plan.model.service_ids().filter(|id| of.has(plan, *id)) {
        let map = exact(plan, service, "            ");
        if !map.is_empty() {
            let name = python(&plan.model.service(service).name);
            let _ = writeln!(text, "{keyword} SERVICE_VARIANT == {name}:\n    EXPLICIT_QUEUES.update(\n        {{");
            text.push_str(&map);
            text.push_str("        }\n    )\n");
            keyword = "elif";
        }
    }
    text
}

/// `task_routes`, as the proofs read the routes: Celery tries exact names first, and then the patterns in their order.
fn task_routes(plan: &Plan<'_>, service: ServiceId) -> String {
    let mut map = exact(plan, service, "    ");
    let patterns = plan.model.routes.iter().filter(|route| route.service == service && is_glob(&route.task));
    for route in patterns {
        // Behind a pattern Celery also reads `?` and `[` as marks; here they stand for themselves.
        let pattern = route.task.replace('[', "[[]").replace('?', "[?]");
        let _ = writeln!(map, "    {}: {},", python(&pattern), target(plan, route));
    }
    let mut text = String::new();
    let default = plan.broker_name(service, plan.default_variant(service));
    if default != CELERYS_DEFAULT {
        let _ = writeln!(text, "CELERY_TASK_DEFAULT_QUEUE = {}", python(&default));
    }
    if !map.is_empty() {
        let _ = writeln!(text, "CELERY_TASK_ROUTES = {{\n{map}}}");
    }
    text
}

/// The routes of the tasks that a service registers, each by its name.
fn exact(plan: &Plan<'_>, service: ServiceId, indent: &str) -> String {
    let mut map = String::new();
    let routed = plan.routed.iter().filter(|routed| routed.registered.has(service.0) && !is_glob(routed.task));
    for routed in routed {
        let _ = writeln!(map, "{indent}{}: {},", python(routed.task), target(plan, routed.route));
    }
    map
}

fn target(plan: &Plan<'_>, route: &Route<'_>) -> String {
    let queue = python(&plan.broker_name(route.service, &route.queue.variant));
    match &route.priority {
        // In Redis 0 is served first, in RabbitMQ 9.
        Some(priority) if plan.model.broker.is_redis() => {
            format!("{{\"queue\": {queue}, \"priority\": {}}}", MOST - priority.value)
        }
        Some(priority) => format!("{{\"queue\": {queue}, \"priority\": {}}}", priority.value),
        None => format!("{{\"queue\": {queue}}}"),
    }
}

/// RabbitMQ minds priorities only in queues that were declared with the highest.
pub(super) fn priorities(plan: &Plan<'_>, of: Of) -> String {
    let routes = &plan.model.routes;
    if plan.model.broker.is_redis() || !routes.iter().any(|route| route.priority.is_some()) {
        return String::new();
    }
    let name = of.name("CELERY_QUEUE_MAX_PRIORITY", "CELERY_TASK_QUEUE_MAX_PRIORITY");
    format!(
        "# RabbitMQ declares no queue anew that is there without this (PRECONDITION_FAILED): delete each once it is empty.\n\
         {name} = {MOST}\n"
    )
}
