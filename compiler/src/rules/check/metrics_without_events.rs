//! `metrics-without-events`: a worker that was told to hide its tasks from what watches them.

use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "metrics-without-events",
    "a worker that was told to hide its tasks from what watches them",
    include_str!("../../../../spec/rules/metrics-without-events.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let exporter = plan.model.exporter.as_ref().map(|exporter| exporter.span);
    let flower = plan.flower_metrics().map(|flower| flower.span);
    let Some(watcher) = exporter.or(flower) else { return };
    let Some(events) = worker.settings.events.as_ref().filter(|events| !events.value) else { return };
    let (message, fact) = if exporter.is_some() {
        (
            "counts no task of",
            "celery-exporter switches no events on: it sees that the worker is there, and none of its tasks",
        )
    } else {
        (
            "misses tasks of",
            "Flower asks every 5 s for events to be switched on: the first seconds of each new pod are in no number",
        )
    };
    let message = format!("what watches the site {message} `{}`", worker.workload);
    let key = keys::events::KEY.name;
    sink.push(
        Diagnostic::new(&RULE, message, events.span, "sends no task events")
            .of(worker.about())
            .and(watcher, "lives on task events")
            .fact(fact)
            .help(format!("leave `{key}` out: qc switches events on where something watches"))
            .fix(format!("remove `{key}`"), events.removal(), "")
            .unsafely(),
    );
}
