//! `name-too-long`: a name of more characters than Kubernetes takes.

use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::error(
    "name-too-long",
    "a name of more characters than Kubernetes takes",
    include_str!("../../../../spec/rules/name-too-long.md"),
)
.checked_by(check);

/// The longest name of most objects: it becomes a label of their pods.
const LABEL: usize = 63;
/// The longest name of a ScaledObject: KEDA puts `keda-hpa-` before it, and the autoscaler's name may have 63.
const SCALED_OBJECT: usize = 54;

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers().filter(|worker| worker.workload.len() > SCALED_OBJECT) {
        let (kind, longest) = match worker.settings.keda {
            Some(_) => ("ScaledObject", SCALED_OBJECT),
            None => ("Deployment", LABEL),
        };
        if worker.workload.len() > longest {
            let written = worker.settings.workload.as_ref().map(|workload| workload.span);
            let span = written.unwrap_or_else(|| plan.place(worker));
            sink.push(derived_name_too_long(&worker.workload, span, kind, longest));
        }
    }
}

/// A name that is written.
pub fn name_too_long(name: &str, span: Span, longest: usize) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        format!("`{name}` is too long for a name"),
        span,
        format!("{} characters of {longest}", name.len()),
    )
}

/// A name that is made from a pattern, for an object of a kind.
pub fn derived_name_too_long(name: &str, span: Span, kind: &str, longest: usize) -> Diagnostic {
    let label = format!("{} characters; a {kind} may have {longest}", name.len());
    Diagnostic::new(&RULE, format!("the worker's name `{name}` is too long for a {kind}"), span, label)
        .help("give a shorter one with `workload=`")
}
