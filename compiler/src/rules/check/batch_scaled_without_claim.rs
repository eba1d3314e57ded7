//! `batch-scaled-without-claim`: a batch pool that nobody has claimed and that has pods.

use crate::language::clauses::claim::CLAUSE;
use crate::language::clauses::{hpa, keda};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "batch-scaled-without-claim",
    "a batch pool that nobody has claimed and that has pods",
    include_str!("../../../../spec/rules/batch-scaled-without-claim.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let settings = worker.settings;
    let Some(claim) = settings.claim.as_ref().filter(|claim| claim.by.is_none()) else { return };
    let (most, span) = match (worker.replicas().1, &settings.replicas, &settings.keda, &settings.hpa) {
        (0, ..) => return,
        (most, Some(replicas), ..) => (most, replicas.span),
        (most, _, Some(keda), _) => (most, keda.opened.span),
        (most, _, _, Some(hpa)) => (most, hpa.opened.span),
        _ => return,
    };
    let (defaults, replicas) = (&plan.model.service(worker.service).defaults, keys::replicas::KEY.name);
    let rests = if defaults.keda.is_some() || defaults.hpa.is_some() || defaults.replicas.is_some() {
        format!("let it rest: `{replicas}=0 {}`", CLAUSE.word)
    } else {
        let word = if settings.keda.is_some() { keda::CLAUSE.word } else { hpa::CLAUSE.word };
        format!("leave `{}` out, and it rests", settings.replicas.as_ref().map_or(word, |_| replicas))
    };
    let message = format!("`{}` is a batch pool that nobody has claimed, and may have {most} pods", worker.workload);
    sink.push(
        Diagnostic::new(&RULE, message, span, "pods that nobody has asked for")
            .of(worker.about())
            .and(claim.opened.span, "a batch pool that is free")
            .help(format!("say who uses it, `{} by=… until=…`, or {rests}", CLAUSE.word)),
    );
}
