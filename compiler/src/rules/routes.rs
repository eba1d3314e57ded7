//! Ways that have a fault, gathered by the route that made them: what rules about routes have in common.

use rustc_hash::FxHashMap;

use crate::model::Route;
use crate::plan::{Because, Plan, Way, Worker};
use crate::source::Span;

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
