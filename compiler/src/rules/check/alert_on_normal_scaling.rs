//! `alert-on-normal-scaling`: an alert that fires on an ordinary day, because a scaler works as it was told.

use crate::model::Alerts;
use crate::plan::scaling::Scaler;
use crate::plan::watching::Backlog;
use crate::rules::alerts::{scaler_is_content, too_soon};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "alert-on-normal-scaling",
    "an alert that fires on an ordinary day, because a scaler works as it was told",
    include_str!("../../../../spec/rules/alert-on-normal-scaling.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let Some(alerts) = plan.model.alerts.as_deref() else { return };
    // The queues of a worker are mostly judged by the same numbers, and then once.
    let mut last = None;
    let measured = |backlog: &Backlog<'_>| plan.is_sound(backlog.worker) && plan.meter(backlog.worker).is_some();
    for backlog in plan.backlogs(alerts).filter(measured) {
        let numbers = (&*backlog.worker.workload, backlog.warn, backlog.after);
        if last.replace(numbers) != Some(numbers) {
            report_backlog(alerts, &backlog, sink);
        }
    }
    let consumed = alerts.no_consumer.as_ref().and_then(|clause| clause.after.as_ref());
    let Some(after) = consumed.filter(|_| plan.model.exporter.is_some()) else { return };
    for worker in plan.sound_workers().filter(|worker| worker.replicas().0 == 0) {
        if let Some(answer) = worker.answers_after().filter(|answer| after.value < *answer) {
            sink.push(too_soon(worker, (after.value.0, after.span), answer.0));
        }
    }
}

fn report_backlog(alerts: &Alerts, backlog: &Backlog<'_>, sink: &mut Sink) {
    let worker = backlog.worker;
    match worker.scaler() {
        Scaler::Keda(keda) if backlog.warn <= keda.holds() => sink.push(scaler_is_content(alerts, backlog, keda)),
        _ => {}
    }
    let own = backlog.bands.and_then(|bands| bands.after.as_ref());
    let span = own.or(alerts.after.as_ref()).map_or(alerts.span, |after| after.span);
    if let Some(answer) = worker.answers_after().filter(|answer| backlog.after < *answer) {
        sink.push(too_soon(worker, (backlog.after.0, span), answer.0));
    }
}
