//! Tasks that are declared to compute, and the workers that they reach: what two rules have in common.

use crate::language::keys::bound::Bound;
use crate::language::keys::pool::Pool;
use crate::language::typed::Words;
use crate::rules::prelude::*;

/// Reports every task with `bound=cpu` that reaches a worker with one of the pools.
pub(crate) fn report(rule: &'static Rule, pools: &[Pool], fact: &str, plan: &Plan<'_>, sink: &mut Sink) {
    for task in &plan.model.tasks {
        let Some(bound) = task.bound.as_ref().filter(|bound| bound.value == Bound::Cpu) else { continue };
        let reached = plan.ways_of(&task.name).iter().filter_map(|way| way.worker).map(|index| &plan.workers[index]);
        let Some(worker) = reached.into_iter().find(|worker| pools.contains(&worker.pool())) else { continue };
        let pool = worker.pool().word();
        let message = format!("`{}` computes, and {} has the pool {pool}", short(&task.name), worker.workload);
        let span = worker.settings.pool.as_ref().map_or_else(|| plan.place(worker), |pool| pool.span);
        sink.push(
            Diagnostic::new(rule, message, span, "one task at a time computes here")
                .and(bound.span, "it computes")
                .fact(fact)
                .help("route it to a queue whose worker has the pool prefork"),
        );
    }
}
