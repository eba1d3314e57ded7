//! What `alert-never-fires` and `alert-on-normal-scaling` say of alerts: which of them nothing measures, and where the
//! numbers of a queue were written.

use super::check::{alert_never_fires, alert_on_normal_scaling};
use crate::language::value::Seconds;
use crate::language::{clauses, statements};
use crate::model::{Alerts, Bands, Keda};
use crate::plan::totals::Resource;
use crate::plan::watching::{Backlog, Meter};
use crate::rules::budgets::amount;
use crate::rules::prelude::*;

impl Bands {
    /// Where one of the numbers was written.
    pub(super) fn written(&self) -> Option<Span> {
        let numbers = self.warn.as_ref().or(self.critical.as_ref()).map(|number| number.span);
        numbers.or(self.after.as_ref().map(|after| after.span))
    }
}

/// The alerts that need celery-exporter, where no Prometheus reads one.
pub(super) fn unmeasured(plan: &Plan<'_>, alerts: &Alerts) -> Option<Diagnostic> {
    let exporter = plan.model.exporter.as_deref();
    let is_read = exporter.is_some_and(|exporter| exporter.service_monitor.is_some());
    if is_read {
        return None;
    }
    let unknown = |backlog: &Backlog<'_>| plan.meter(backlog.worker) != Some(Meter::Keda);
    let queues: Vec<String> =
        plan.backlogs(alerts).filter(unknown).map(|backlog| backlog.queue.name.to_string()).collect();
    let flower = exporter.is_none() && plan.flower_metrics().is_some_and(|flower| flower.service_monitor.is_some());
    let mut places: Vec<(Span, String)> = Vec::new();
    if !queues.is_empty() {
        places.push((alerts.span, format!("nothing counts the tasks in {}", queues.into_iter().sentence())));
    }
    let ratio = alerts.failure_ratio.as_ref().filter(|_| !flower);
    let clauses = [
        (alerts.no_consumer.as_ref(), "nothing knows who consumes a queue"),
        (ratio, "nothing counts the tasks that fail"),
    ];
    places.extend(clauses.into_iter().filter_map(|(clause, why)| Some((clause?.opened.span, why.to_owned()))));
    let count = places.len();
    let mut places = places.into_iter();
    let (span, label) = places.next()?;
    let which = if count == 1 { "this alert never fires" } else { "these alerts never fire" };
    let word = statements::exporter::STATEMENT.word;
    let why =
        if exporter.is_some() { "no Prometheus reads celery-exporter" } else { "the file has no celery-exporter" };
    let diagnostic = Diagnostic::new(&alert_never_fires::RULE, format!("{which}: {why}"), span, label);
    let diagnostic = places.fold(diagnostic, |diagnostic, (span, label)| diagnostic.and(span, label));
    let diagnostic = match exporter {
        Some(exporter) => diagnostic.and(exporter.span, "no Prometheus finds it"),
        None => diagnostic,
    };
    Some(diagnostic.help(format!("`{word} {}`", clauses::service_monitor::CLAUSE.word)))
}

/// Numbers by which the critical alert comes before the warning: those of all queues, and those of one.
pub(super) fn critical_below_warn(plan: &Plan<'_>, alerts: &Alerts, sink: &mut Sink) {
    let (warn, critical) = (alerts.warn(), alerts.critical());
    if critical < warn {
        let number = alerts.backlog_critical.as_ref().or(alerts.backlog_warn.as_ref());
        let span = number.map_or(alerts.span, |number| number.span);
        sink.push(comes_later("", span, (warn, critical), keys::backlog_critical::KEY.name));
    }
    for backlog in plan.backlogs(alerts).filter(|backlog| backlog.critical < backlog.warn) {
        let own = backlog.bands.and_then(|bands| bands.critical.as_ref().or(bands.warn.as_ref()));
        let Some(own) = own else { continue };
        let about = format!(" about `{}`", backlog.queue.name);
        let numbers = (backlog.warn, backlog.critical);
        sink.push(comes_later(&about, own.span, numbers, keys::critical::KEY.name).of(backlog.worker.about()));
    }
}

fn comes_later(about: &str, span: Span, (warn, critical): (i64, i64), key: &str) -> Diagnostic {
    let message = format!("the warning{about} never comes first: {critical} tasks are critical already");
    let label = format!("warns above {warn}, critical above {critical}");
    let diagnostic = Diagnostic::new(&alert_never_fires::RULE, message, span, label);
    diagnostic.help(format!("`{key}={}`", warn.saturating_mul(2)))
}

/// An alert whose number a scaler reaches on an ordinary day.
pub(super) fn scaler_is_content(alerts: &Alerts, backlog: &Backlog<'_>, keda: &Keda) -> Diagnostic {
    let of_queue = backlog.bands.and_then(|bands| bands.warn.as_ref());
    let span = of_queue.or(alerts.backlog_warn.as_ref()).map_or(alerts.span, |warn| warn.span);
    let (holds, pods) = (keda.holds(), keda.min().max(1));
    let list_length = keys::list_length::KEY.name;
    let scaler = keda.list_length.as_ref().map_or(keda.opened.span, |length| length.span);
    let message = format!("the alert about `{}` fires while its scaler is content", backlog.queue.name);
    Diagnostic::new(&alert_on_normal_scaling::RULE, message, span, format!("warns above {} tasks", backlog.warn))
        .of(backlog.worker.about())
        .and(
            scaler,
            format!(
                "{list_length} {}: up to {holds} tasks are no reason for more than {}",
                keda.list_length(),
                amount(Resource::Replicas, pods)
            ),
        )
        .help(format!(
            "warn above what the scaler holds, `{}`, or aim lower with `{list_length}=`",
            bands(backlog, holds.saturating_mul(3))
        ))
}

/// Numbers for a queue of which the first comes first.
fn bands(backlog: &Backlog<'_>, warn: i64) -> String {
    let bands = format!("{} {}={warn}", clauses::alert::CLAUSE.word, keys::warn::KEY.name);
    if backlog.critical > warn {
        bands
    } else {
        format!("{bands} {}={}", keys::critical::KEY.name, warn.saturating_mul(2))
    }
}

/// An alert that does not wait for a scaler's answer.
pub(super) fn too_soon(worker: &Worker<'_>, (after, span): (u32, Span), answer: u32) -> Diagnostic {
    let key = keys::after::KEY.name;
    let (after, needs) = (Seconds(after), Seconds(answer));
    // Minutes, as people write them.
    let enough = Seconds(answer.div_ceil(60).saturating_mul(60).saturating_mul(2));
    Diagnostic::new(
        &alert_on_normal_scaling::RULE,
        format!("this alert fires on every wave, before the scaler of `{}` has answered", worker.workload),
        span,
        format!("fires after {after}"),
    )
    .of(worker.about())
    .fact(format!("from the first waiting task to the next pod it takes about {needs}, and longer where the image has to be pulled"))
    .help(format!("`{key}={enough}`"))
}
