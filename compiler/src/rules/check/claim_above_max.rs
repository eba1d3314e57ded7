//! `claim-above-max`: a batch pool that has more pods than were reserved.

use crate::language::clauses::claim::CLAUSE;
use crate::rules::claims::claimed;
use crate::rules::prelude::*;
use crate::rules::scaling;

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
    let (bound, fewer) = match &settings.replicas {
        Some(replicas) => (Some(replicas.span), format!("`{}={}`", keys::replicas::KEY.name, max.value)),
        None => (
            scaling::most(worker).map(|bound| bound.span),
            format!("`{}={}` of its scaler", keys::max::KEY.name, max.value),
        ),
    };
    let message = format!("`{}` may have {most} pods, and {} were reserved", worker.workload, max.value);
    sink.push(
        Diagnostic::new(&RULE, message, bound.unwrap_or(max.span), format!("{most} pods"))
            .of(worker.about())
            .and(max.span, "reserved")
            .help(format!(
                "take fewer, {fewer}, or reserve more, `{} … {}={most}`: others plan with what is reserved",
                CLAUSE.word,
                keys::max::KEY.name
            )),
    );
}
