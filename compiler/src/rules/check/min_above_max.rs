//! `min-above-max`: a scaler whose fewest pods are more than its most.

use crate::plan::scaling::Scaler;
use crate::rules::prelude::*;
use crate::rules::scaling::bound;

/// The rule.
pub const RULE: Rule = Rule::error(
    "min-above-max",
    "a scaler whose fewest pods are more than its most",
    include_str!("../../../../spec/rules/min-above-max.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers() {
        let (min, max, opened, fact) = match worker.scaler() {
            Scaler::Fixed(_) => continue,
            Scaler::Keda(keda) => (
                (&keda.min, keda.min()),
                (&keda.max, keda.max()),
                keda.opened,
                "KEDA before 2.20 takes it and says nothing; later ones refuse the whole scaler",
            ),
            Scaler::Hpa(hpa) => {
                ((&hpa.min, hpa.min()), (&hpa.max, hpa.max()), hpa.opened, "Kubernetes refuses such an autoscaler")
            }
        };
        if min.1 <= max.1 {
            continue;
        }
        let written = |slot: &crate::model::Slot<i64>| if slot.is_some() { "" } else { " (default)" };
        let message = format!("`{}` cannot have at least {} pods and at most {}", worker.workload, min.1, max.1);
        let fewest = bound(keys::min::KEY.name, min.0, min.1, opened).span;
        let most = bound(keys::max::KEY.name, max.0, max.1, opened).span;
        sink.push(
            Diagnostic::new(&RULE, message, fewest, format!("at least {}{}", min.1, written(min.0)))
                .of(worker.about())
                .and(most, format!("at most {}{}", max.1, written(max.0)))
                .fact(fact),
        );
    }
}
