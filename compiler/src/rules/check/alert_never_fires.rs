//! `alert-never-fires`: an alert about something that nobody measures, or that cannot happen.

use crate::language::{clauses, statements};
use crate::model::{Alerts, Bands};
use crate::rules::alerts::{critical_below_warn, unmeasured};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "alert-never-fires",
    "an alert about something that nobody measures, or that cannot happen",
    include_str!("../../../../spec/rules/alert-never-fires.md"),
)
.of_site(site)
.of_worker(numbers_alone);

fn site(plan: &Plan<'_>, sink: &mut Sink) {
    let Some(alerts) = plan.model.alerts.as_deref() else { return };
    if let Some(diagnostic) = unmeasured(plan, alerts) {
        sink.push(diagnostic);
    }
    report_without_scaler(plan, alerts, sink);
    critical_below_warn(plan, alerts, sink);
}

/// Numbers for alerts that the file does not ask for.
fn numbers_alone(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    if plan.model.alerts.is_some() {
        return;
    }
    for queue in &worker.consumes {
        let bands = plan.bands(worker, queue);
        let Some(span) = bands.and_then(Bands::written) else { continue };
        let word = statements::alerts::STATEMENT.word;
        let message = format!("nobody is told about `{}`: the file has no `{word}`", queue.name);
        sink.push(
            Diagnostic::new(&RULE, message, span, "numbers for alerts that are not made")
                .of(worker.about())
                .help(format!("add a line `{word}`")),
        );
    }
}

/// Alerts about scalers, where no worker has one, or none that can do anything.
fn report_without_scaler(plan: &Plan<'_>, alerts: &Alerts, sink: &mut Sink) {
    let keda = plan.workers.iter().any(|worker| worker.settings.keda.is_some());
    let error = alerts.scaler_error.as_ref().filter(|_| !keda);
    let grows = plan.workers.iter().any(Worker::can_grow);
    let at_max = alerts.at_max.as_ref().filter(|_| !grows);
    let (which, why) = match (error, at_max) {
        (Some(_), Some(_)) => ("these alerts never fire", "no worker is scaled"),
        (Some(_), None) => ("this alert never fires", "no worker is scaled by KEDA"),
        _ => ("this alert never fires", "no worker may have more pods than it always has"),
    };
    let mut places = error.into_iter().chain(at_max).map(|clause| clause.opened.span);
    let Some(span) = places.next() else { return };
    let label = "about a scaler";
    let diagnostic = Diagnostic::new(&RULE, format!("{which}: {why}"), span, label);
    let diagnostic = places.fold(diagnostic, |diagnostic, span| diagnostic.and(span, label));
    let word = clauses::keda::CLAUSE.word;
    sink.push(diagnostic.help(format!("leave out what has no scaler, or scale a worker: `{word} min=1 max=10`")));
}
