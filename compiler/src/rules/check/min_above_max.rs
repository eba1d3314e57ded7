//! `min-above-max`: a scaler whose fewest pods are more than its most.

use crate::model::Slot;
use crate::plan::scaling::Scaler;
use crate::plan::week::{Stretch, Week};
use crate::rules::prelude::*;
use crate::rules::weekly::{times, written};

/// The rule.
pub static RULE: Rule = Rule::error(
    "min-above-max",
    "a scaler whose fewest pods are more than its most",
    include_str!("../../../../spec/rules/min-above-max.md"),
)
.of_worker(check);

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let (opened, min, max, fact) = match worker.scaler() {
        Scaler::Fixed(_) => return,
        Scaler::Keda(keda) => (keda.opened.span, (&keda.min, keda.min()), (&keda.max, keda.max()), KEDA),
        Scaler::Hpa(hpa) => (hpa.opened.span, (&hpa.min, hpa.min()), (&hpa.max, hpa.max()), HPA),
    };
    if min.1 > max.1 {
        let (fewest, most) = (written(min.0, min.1, opened), written(max.0, max.1, opened));
        sink.push(diagnostic(worker, (min.1, max.1), &fewest, &most).fact(fact));
    } else if let Some(week) = Week::of(worker).filter(|week| week.clashes.is_empty()) {
        windows(worker, &week, (opened, (min.0, max.0)), sink);
    }
}

const KEDA: &str = "KEDA before 2.20 takes it and says nothing; later ones refuse the whole scaler";
const HPA: &str = "Kubernetes refuses such an autoscaler";

fn diagnostic(worker: &Worker<'_>, pods: (i64, i64), min: &(Span, String), max: &(Span, String)) -> Diagnostic {
    let message = format!("`{}` cannot have at least {} pods and at most {}", worker.workload, pods.0, pods.1);
    Diagnostic::new(&RULE, message, min.0, format!("at least {}", min.1))
        .of(worker.about())
        .and(max.0, format!("at most {}", max.1))
}

/// The scaler's clause and its own limits.
type Base<'a> = (Span, (&'a Slot<i64>, &'a Slot<i64>));

/// Windows that contradict themselves, the scaler or one another. One message for each window that says how few.
fn windows(worker: &Worker<'_>, week: &Week<'_>, (clause, own): Base<'_>, sink: &mut Sink) {
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
