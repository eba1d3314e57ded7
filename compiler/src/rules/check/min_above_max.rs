//! `min-above-max`: a scaler whose fewest pods are more than its most.

use crate::model::Keda;
use crate::plan::scaling::Scaler;
use crate::plan::week::{Stretch, Week};
use crate::rules::prelude::*;
use crate::rules::weekly::{times, written};

/// The rule.
pub const RULE: Rule = Rule::error(
    "min-above-max",
    "a scaler whose fewest pods are more than its most",
    include_str!("../../../../spec/rules/min-above-max.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers() {
        if let Some(keda) = worker.settings.keda.as_ref().filter(|keda| keda.min() > keda.max()) {
            sink.push(keda_min_above_max(worker, keda));
        } else if let Some(week) = Week::of(worker).filter(|week| week.clashes.is_empty()) {
            windows(worker, &week, sink);
        }
    }
}

fn keda_min_above_max(worker: &Worker<'_>, keda: &Keda) -> Diagnostic {
    let (min, max, clause) = (keda.min(), keda.max(), keda.opened.span);
    diagnostic(worker, (min, max), &written(&keda.min, min, clause), &written(&keda.max, max, clause))
        .fact("KEDA before 2.20 takes it and says nothing; later ones refuse the whole scaler")
}

fn diagnostic(worker: &Worker<'_>, pods: (i64, i64), min: &(Span, String), max: &(Span, String)) -> Diagnostic {
    let message = format!("`{}` cannot have at least {} pods and at most {}", worker.workload, pods.0, pods.1);
    Diagnostic::new(&RULE, message, min.0, format!("at least {}", min.1))
        .of(worker.about())
        .and(max.0, format!("at most {}", max.1))
}

/// Windows that contradict themselves, the scaler or one another. One message for each window that says how few.
fn windows(worker: &Worker<'_>, week: &Week<'_>, sink: &mut Sink) {
    let (clause, own) = match worker.scaler() {
        Scaler::Keda(keda) => (keda.opened.span, (&keda.min, &keda.max)),
        Scaler::Hpa(hpa) => (hpa.opened.span, (&hpa.min, &hpa.max)),
        Scaler::Fixed(_) => return,
    };
    let wrong =
        |stretch: &&Stretch| stretch.min.pods > stretch.max.pods && stretch.min.window.or(stretch.max.window).is_some();
    let mut said = Vec::new();
    for Stretch { min, max, .. } in week.stretches.iter().filter(wrong) {
        if said.contains(&(min.window, max.window)) {
            continue;
        }
        said.push((min.window, max.window));
        let slots = (
            min.window.map_or(own.0, |at| &week.windows[at].min),
            max.window.map_or(own.1, |at| &week.windows[at].max),
        );
        let (fewest, most) = (written(slots.0, min.pods, clause), written(slots.1, max.pods, clause));
        let when = week.times(|other| (other.min.window, other.max.window) == (min.window, max.window));
        let diagnostic = diagnostic(worker, (min.pods, max.pods), &fewest, &most);
        sink.push(diagnostic.fact(format!("both hold {}", times(&when))));
    }
}
