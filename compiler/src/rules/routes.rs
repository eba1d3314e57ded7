//! Ways that have a fault, gathered by the route that made them: what rules about routes have in common.

use rustc_hash::FxHashMap;

use crate::model::{Route, ServiceId};
use crate::plan::{Because, Plan, Way, Worker};
use crate::resolve::{fits, is_glob};
use crate::rules::words::{Sentence, title};
use crate::source::Span;

/// What goes to the default queue of a service of one's own, beside what the file names.
pub(crate) const UNNAMED: &str = "all tasks that no route names";

/// The routes of which some ways have a fault, each with the worker that they end at and the tasks. All senders of a
/// task take the same route.
pub(crate) fn by_route<'a, 'p>(
    plan: &'a Plan<'p>,
    is_fault: impl Fn(&Way<'p>, &Worker<'p>) -> bool,
) -> Vec<(&'p Route<'p>, &'a Worker<'p>, Vec<&'p str>)> {
    let mut routes: Vec<(&Route<'_>, &Worker<'_>, Vec<&str>)> = Vec::new();
    let mut index: FxHashMap<Span, usize> = FxHashMap::default();
    for way in &plan.ways {
        let (Because::Route(route), Some(worker)) = (way.because, way.worker) else { continue };
        let worker = &plan.workers[worker];
        if is_fault(way, worker) {
            let at = *index.entry(route.span).or_insert(routes.len());
            if at == routes.len() {
                routes.push((route, worker, Vec::new()));
            }
            if routes[at].2.last() != Some(&way.task) {
                routes[at].2.push(way.task);
            }
        }
    }
    routes
}

/// Where a task would go without a route that decides about it: where the next one sends it, or the settings.
pub(crate) fn without<'p>(plan: &Plan<'p>, route: &Route<'_>, way: &Way<'p>) -> (ServiceId, &'p str) {
    let fits = |other: &&Route<'_>| other.span != route.span && fits(&other.task, way.task);
    match plan.model.pattern_routes().find(fits) {
        Some(next) => (next.service, &next.queue.variant),
        None => plan.without_routes(way.task, way.sender),
    }
}

/// Whether a pattern crosses a route, and would do something else with the task. Of two patterns over tasks that nobody
/// knows, nobody knows whether they share some.
pub(crate) fn has_rival(plan: &Plan<'_>, route: &Route<'_>, task: &str) -> bool {
    let own = is_glob(&route.task) && plan.model.service(route.service).is_own();
    plan.model.pattern_routes().any(|other| {
        let shares = other.span != route.span && (own || fits(&other.task, task));
        shares && (other.queue != route.queue || other.priority.is_some())
    })
}

/// The pattern before a pattern that takes all of its tasks, in the settings of a service of one's own: there Celery asks
/// the patterns in their order, and the first that fits decides.
pub(crate) fn shadow<'p>(plan: &Plan<'p>, route: &Route<'_>) -> Option<&'p Route<'p>> {
    let own = is_glob(&route.task) && plan.model.service(route.service).is_own();
    let mut before = plan.model.pattern_routes().take_while(|other| other.span != route.span);
    // No name has a `*`, so what fits the pattern itself fits whatever stands in its place.
    before.find(|other| own && other.service == route.service && fits(&other.task, &route.task))
}

/// Whether two routes do the same with a task.
pub(crate) fn is_same(first: &Route<'_>, second: &Route<'_>) -> bool {
    let priority = |route: &Route<'_>| route.priority.map(|priority| priority.value);
    first.queue == second.queue && priority(first) == priority(second)
}

/// The services that register a task, and the queues of theirs that a route can name.
pub(crate) fn known_by(plan: &Plan<'_>, task: &str) -> (String, Vec<String>) {
    let (model, registered) = (plan.model, plan.registered(task));
    let services = || model.service_ids().filter(|id| registered.has(id.0));
    let queues = services().flat_map(|id| {
        let service = model.service(id);
        let default = service.is_own().then(|| service.default_variant());
        let variants = service.catalog.queues.iter().copied().chain(default);
        variants.map(move |variant| format!("{}.{variant}", service.name))
    });
    (services().map(|id| title(model, id)).sentence(), queues.collect())
}
