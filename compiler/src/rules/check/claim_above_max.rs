//! `claim-above-max`: a batch pool that has more pods than were reserved.

use crate::rules::claims::claimed;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "claim-above-max",
    "a batch pool that has more pods than were reserved",
    include_str!("../../../../spec/rules/claim-above-max.md"),
)
.of_worker(check);

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let settings = worker.settings;
    let Some((claim, _)) = claimed(worker) else { return };
    let Some(max) = claim.max.as_ref().filter(|max| max.value < worker.replicas().1) else { return };
    let most = worker.replicas().1;
    let limit = settings.keda.as_ref().map(|keda| keda.max.as_ref().map_or(keda.opened.span, |max| max.span));
    let limit = limit.or(settings.hpa.as_ref().map(|hpa| hpa.max.as_ref().map_or(hpa.opened.span, |max| max.span)));
    let span = settings.replicas.as_ref().map(|replicas| replicas.span).or(limit).unwrap_or(max.span);
    let message = format!("`{}` may have {most} pods, and {} were reserved", worker.workload, max.value);
    sink.push(
        Diagnostic::new(&RULE, message, span, format!("{most} pods"))
            .and(max.span, "reserved")
            .help("take fewer pods, or reserve more: others plan with what is reserved"),
    );
}
