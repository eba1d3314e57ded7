//! `name-too-long`: a name of more characters than Kubernetes takes.

use crate::plan::week;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "name-too-long",
    "a name of more characters than Kubernetes takes",
    include_str!("../../../../spec/rules/name-too-long.md"),
)
.of_site(check);

/// The longest name of most objects: it becomes a label of their pods.
const LABEL: usize = 63;
/// The longest name of a ScaledObject: KEDA puts `keda-hpa-` before it, and the autoscaler's name may have 63.
const SCALED_OBJECT: usize = 54;
/// The longest name of a CronJob: the names of its Jobs have eleven characters more, and are labels.
const CRON_JOB: usize = 52;

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers() {
        let added = week::changes(worker).iter().map(|change| change.name.len() - worker.workload.len()).max();
        let (kind, longest) = match (&worker.settings.keda, added) {
            (_, Some(added)) => ("worker with these windows", CRON_JOB.saturating_sub(added)),
            (Some(_), None) => ("ScaledObject", SCALED_OBJECT),
            (None, None) => ("Deployment", LABEL),
        };
        if worker.workload.len() > longest {
            let written = worker.settings.workload.as_ref().map(|workload| workload.span);
            let span = written.unwrap_or_else(|| plan.place(worker));
            let diagnostic = derived_name_too_long(&worker.workload, span, kind, longest);
            let why = format!(
                "CronJobs change its limits, and the name of one has {CRON_JOB} characters, its time and the limits included"
            );
            sink.push(if added.is_some() { diagnostic.fact(why) } else { diagnostic });
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
