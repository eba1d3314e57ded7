//! `eta-invisible`: tasks that wait for their time in a worker, where its scaler does not see them.

use crate::language::typed::Words;
use crate::model::Keda;
use crate::plan::scaling::Scaler;
use crate::rules::prelude::*;
use crate::rules::scaling::{counts_taken, rest};

/// The rule.
pub static RULE: Rule = Rule::warning(
    "eta-invisible",
    "tasks that wait for their time in a worker whose scaler does not see them",
    include_str!("../../../../spec/rules/eta-invisible.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    if counts_taken(plan, worker) {
        return;
    }
    let Scaler::Keda(keda) = worker.scaler() else { return };
    // What comes due before the cooldown has passed keeps nobody from working.
    let late = worker.tasks.iter().filter_map(|task| Some((task, task.eta?)));
    let late = late.filter(|(_, eta)| eta.value > keda.cooldown());
    let Some((task, eta)) = late.max_by_key(|(_, eta)| eta.value) else { return };
    let label = format!("up to {} ahead", eta.value);
    let (name, workload) = (short(&task.name), &worker.workload);
    let (message, place, fact) = match rest(worker) {
        Some(rest) => (
            format!("`{workload}` is stopped and started again while `{name}` waits in it for its time"),
            (rest.span, format!("{}, and KEDA counts only waiting tasks", rest.said)),
            format!("a worker takes such a task at once and holds it: the queue reads as empty, {} later the pods are stopped, the task goes back, and KEDA starts a pod for it, until its time has come", keda.cooldown()),
        ),
        None => (
            format!("no scaler sees `{name}` while it waits in `{workload}` for its time"),
            (keda.opened.span, "counts only waiting tasks".to_owned()),
            "a worker takes such tasks at once, however many: 200 of 200 in a test. When their time comes one pod has them all, and the queue reads as empty".to_owned(),
        ),
    };
    let diagnostic = Diagnostic::new(&RULE, message, eta.span, label).of(worker.about());
    sink.push(diagnostic.and(place.0, place.1).fact(fact).help(help(plan, worker, keda)));
}

fn help(plan: &Plan<'_>, worker: &Worker<'_>, keda: &Keda) -> String {
    let (count, replicas) = (keys::count::KEY.name, keys::replicas::KEY.name);
    match &keda.count {
        Some(written) if !plan.model.broker.is_redis() => {
            format!("leave out `{count}={}`: RabbitMQ then counts them", written.value.word())
        }
        // A green pool would count for ever what one of its pods had when it died.
        _ if worker.is_green() => {
            format!("route the task to a worker with a fixed number of pods, such as `{replicas}=1`")
        }
        _ => format!(
            "`keda {count}=in_flight` counts them; or route the task to a worker with a fixed number of pods, such as `{replicas}=1`"
        ),
    }
}
