//! `acks-late-without-idempotence`: a task runs again when its pod is killed, and perhaps must not.

use rustc_hash::FxHashMap;

use crate::model::Task;
use crate::resolve::is_glob;
use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::warning(
    "acks-late-without-idempotence",
    "a task runs again when its pod is killed, and perhaps must not",
    include_str!("../../../../spec/rules/acks-late-without-idempotence.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    if !plan.sound_workers().any(Worker::counts_in_flight) {
        return;
    }
    let facts: FxHashMap<&str, &Task<'_>> = plan.model.tasks.iter().map(|task| (&*task.name, task)).collect();
    let says = |task: &str| facts.get(task).and_then(|task| task.idempotent.as_ref());
    let mut reached: FxHashMap<usize, Vec<&str>> = FxHashMap::default();
    // A pattern is no task: nobody can say anything of it.
    for way in plan.ways.iter().filter(|way| way.registered && !is_glob(way.task)) {
        let Some(worker) = way.worker.filter(|_| says(way.task).is_none_or(|idempotent| !idempotent.value)) else {
            continue;
        };
        let tasks = reached.entry(worker).or_default();
        if tasks.last() != Some(&way.task) {
            tasks.push(way.task);
        }
    }
    for (index, worker) in plan.workers.iter().enumerate().filter(|(_, worker)| worker.counts_in_flight()) {
        let sound = worker.queue.is_none_or(|queue| !queue.broken);
        let Some(tasks) = reached.get(&index).filter(|_| sound) else { continue };
        let refused: Vec<_> = tasks.iter().copied().filter(|task| says(task).is_some()).collect();
        let mut diagnostic = diagnostic(worker, tasks, &refused);
        for idempotent in refused.iter().take(1).filter_map(|task| says(task)) {
            diagnostic = diagnostic.and(idempotent.span, "must not run twice");
        }
        sink.push(diagnostic);
    }
}

fn diagnostic(worker: &Worker<'_>, tasks: &[&str], refused: &[&str]) -> Diagnostic {
    let keda = worker.settings.keda.as_ref();
    let span = keda.and_then(|keda| keda.count.as_ref()).map_or(Span::default(), |count| count.span);
    let (idempotent, name) = (keys::idempotent::KEY.name, RULE.name);
    let (runs, workload) = if tasks.len() == 1 { ("runs", &worker.workload) } else { ("run", &worker.workload) };
    let (message, help) = if refused.is_empty() {
        (
            format!(
                "{} {runs} again when a pod of `{workload}` is killed, and nobody has said that this does no harm",
                several(tasks)
            ),
            format!(
                "say it of each with `task NAME {idempotent}=on`, route what must not run twice to another queue, or give the reason why it does not matter: `# qc: allow({name}) because …`"
            ),
        )
    } else {
        let runs = if refused.len() == 1 { "runs" } else { "run" };
        (
            format!("{} must not run twice, and {runs} again when a pod of `{workload}` is killed", several(refused)),
            format!(
                "route it to a queue whose scaler counts waiting tasks alone, or write `{}=waiting {}=1` here",
                keys::count::KEY.name,
                keys::min::KEY.name
            ),
        )
    };
    Diagnostic::new(&RULE, message, span, "a task is acknowledged when it has ended")
        .of(worker.about())
        .fact("a task that is killed half done is delivered again and begins anew; acknowledged early, as Celery does by itself, it would be lost")
        .help(help)
}
