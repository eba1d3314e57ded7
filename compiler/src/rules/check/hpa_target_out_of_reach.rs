//! `hpa-target-out-of-reach`: an autoscaler that aims at more than its pods may use.

use crate::plan::scaling::Scaler;
use crate::rules::load::{Aim, cpu, memory};
use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::error(
    "hpa-target-out-of-reach",
    "an autoscaler that aims at more than its pods may use",
    include_str!("../../../../spec/rules/hpa-target-out-of-reach.md"),
)
.of_worker(check);

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let Scaler::Hpa(hpa) = worker.scaler() else { return };
    let resources = worker.settings.resources();
    for aim in cpu(hpa, resources).into_iter().chain(memory(hpa, resources)) {
        // Kubernetes leaves a worker as it is within a tenth of the target (its tolerance).
        let above = aim.target + aim.target / 10;
        if aim.limit <= above {
            sink.push(missed(worker, &aim, above));
        }
    }
}

fn missed(worker: &Worker<'_>, aim: &Aim, above: u64) -> Diagnostic {
    let Aim { key, places, show, .. } = aim;
    let message = format!("no use of {key} scales `{}` up: its pods have {} at most", worker.workload, show(aim.limit));
    Diagnostic::new(&RULE, message, places.0, format!("aims at {}", show(aim.target)))
        .of(worker.about())
        .and(places.1, format!("ends at {}", show(aim.limit)))
        .fact(format!(
            "pods are added when they use more than {}: a tenth above the target, the tolerance of Kubernetes",
            show(above)
        ))
        .help(format!("aim lower, `{key}={}`, or raise the limit", aim.enough))
}
