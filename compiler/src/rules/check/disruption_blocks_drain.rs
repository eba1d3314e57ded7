//! `disruption-blocks-drain`: a budget that lets no pod go, so that a node is never drained.

use crate::language::value::Portion;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "disruption-blocks-drain",
    "a budget that lets no pod go, so that a node is never drained",
    include_str!("../../../../spec/rules/disruption-blocks-drain.md"),
)
.of_worker(check);

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let Some(disruption) = &worker.settings.disruption else { return };
    // A worker that goes to zero lets every node go in the end.
    let fewest = worker.replicas().0;
    if fewest < 1 {
        return;
    }
    // Kubernetes rounds both shares up (GetScaledValueFromIntOrPercent of the disruption controller).
    let of = |portion: Portion| match portion {
        Portion::Count(pods) => i64::from(pods),
        Portion::Percent(percent) => (fewest * i64::from(percent)).unsigned_abs().div_ceil(100).cast_signed(),
    };
    let stays = disruption.min_available.as_ref().filter(|stays| of(stays.value) >= fewest);
    let goes = disruption.max_unavailable.as_ref().filter(|goes| of(goes.value) == 0);
    let Some((written, pods)) = stays.map(|stays| (stays, of(stays.value))).or(goes.map(|goes| (goes, fewest))) else {
        return;
    };
    let all = if fewest == 1 { "its only pod has".to_owned() } else { format!("{pods} of its {fewest} pods have") };
    let one = format!("{}=1", keys::max_unavailable::KEY.name);
    let message = format!("a node with a pod of `{}` on it is never drained", worker.workload);
    sink.push(
        Diagnostic::new(&RULE, message, written.span, format!("{all} to stay"))
            .of(worker.about())
            .fact("an upgrade of the cluster waits at such a node until somebody deletes the budget; a worker's pod that goes finishes its tasks, and another takes its place")
            .help(format!("`{one}` lets one pod go at a time"))
            .fix(format!("write `{one}`"), written.span, one).unsafely(),
    );
}
