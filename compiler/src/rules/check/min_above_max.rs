//! `min-above-max`: a scaler whose fewest pods are more than its most.

use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::error(
    "min-above-max",
    "a scaler whose fewest pods are more than its most",
    include_str!("../../../../spec/rules/min-above-max.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers() {
        let Some(keda) = worker.settings.keda.as_ref().filter(|keda| keda.min() > keda.max()) else { continue };
        let place = |slot: &crate::model::Slot<i64>| slot.as_ref().map_or(keda.opened.span, |setting| setting.span);
        let written = |slot: &crate::model::Slot<i64>| if slot.is_some() { "" } else { " (default)" };
        let message =
            format!("`{}` cannot have at least {} pods and at most {}", worker.workload, keda.min(), keda.max());
        sink.push(
            Diagnostic::new(&RULE, message, place(&keda.min), format!("at least {}{}", keda.min(), written(&keda.min)))
                .of(worker.about())
                .and(place(&keda.max), format!("at most {}{}", keda.max(), written(&keda.max)))
                .fact("KEDA before 2.20 takes it and says nothing; later ones refuse the whole scaler"),
        );
    }
}
