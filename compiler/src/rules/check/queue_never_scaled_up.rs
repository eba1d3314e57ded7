//! `queue-never-scaled-up`: tasks are sent to a queue whose worker has no pods and nothing that would start one.

use crate::plan::scaling::Scaler;
use crate::rules::prelude::*;
use crate::rules::routes::UNNAMED;

/// The rule.
pub static RULE: Rule = Rule::error(
    "queue-never-scaled-up",
    "tasks are sent to a worker without pods, and nothing would start one",
    include_str!("../../../../spec/rules/queue-never-scaled-up.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for (index, worker) in plan.workers.iter().enumerate() {
        let Some(span) = place(worker).filter(|_| plan.is_sound(worker)) else { continue };
        let tasks = plan.tasks_of(index);
        let default = plan.is_own_default(worker);
        if tasks.is_empty() && !default {
            continue;
        }
        let free = worker.settings.claim.as_ref().is_some_and(|claim| claim.by.is_none());
        let why = if free { "is a batch pool that nobody has claimed" } else { "has no pods and nothing starts one" };
        let message = format!("`{}` {why}, but tasks are sent to it", worker.workload);
        let broker = plan.model.broker.kind.title();
        let tasks = if default { UNNAMED.to_owned() } else { tasks.into_iter().map(short).sentence() };
        let replicas = keys::replicas::KEY.name;
        let help = match &worker.settings.claim {
            Some(_) if free => "claim it with `claim by=… until=…`".to_owned(),
            Some(_) => format!("leave `{replicas}=0` out: it then has the pods of its claim"),
            None => format!("give it a pod with `{replicas}=1`, or a scaler with `keda max=…`"),
        };
        sink.push(
            Diagnostic::new(&RULE, message, span, "no pod, and no scaler")
                .fact(format!("they wait in {broker} for ever: {tasks}"))
                .help(help),
        );
    }
}

/// What keeps a worker without pods: that nobody has claimed it, or a number.
fn place(worker: &Worker<'_>) -> Option<Span> {
    if worker.scaler() != Scaler::Fixed(0) {
        return None;
    }
    let free = worker.settings.claim.as_ref().filter(|claim| claim.by.is_none());
    let replicas = worker.settings.replicas.as_ref().map(|replicas| replicas.span);
    free.map(|claim| claim.opened.span).or(replicas)
}
