//! `queue-never-scaled-up`: tasks are sent to a queue whose worker has no pods and nothing that would start one.

use crate::plan::scaling::Scaler;
use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::error(
    "queue-never-scaled-up",
    "tasks are sent to a worker without pods, and nothing would start one",
    include_str!("../../../../spec/rules/queue-never-scaled-up.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers().filter(|worker| worker.ways > 0 && matches!(worker.scaler(), Scaler::Fixed(_))) {
        let Some(replicas) = worker.settings.replicas.as_ref().filter(|replicas| replicas.value == 0) else { continue };
        let index = plan.workers.iter().position(|other| std::ptr::eq(other, worker));
        let mut tasks: Vec<&str> = plan.ways.iter().filter(|way| way.worker == index).map(|way| way.task).collect();
        tasks.dedup();
        let message = format!("`{}` has no pods and nothing starts one, but tasks are sent to it", worker.workload);
        sink.push(
            Diagnostic::new(&RULE, message, replicas.span, "no pod, and no scaler")
                .fact(format!(
                    "they wait in {} for ever: {}",
                    plan.model.broker.kind.title(),
                    tasks.into_iter().map(short).sentence()
                ))
                .help(format!("give it a pod with `{}=1`, or a scaler with `keda max=…`", keys::replicas::KEY.name)),
        );
    }
}
