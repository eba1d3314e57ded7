//! `two-autoscalers`: a worker with `keda` and with `hpa`.

use crate::language::clauses::{hpa, keda};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "two-autoscalers",
    "a worker that two autoscalers scale",
    include_str!("../../../../spec/rules/two-autoscalers.md"),
)
.of_worker(check);

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let (keda, hpa) = (keda::CLAUSE.word, hpa::CLAUSE.word);
    let (Some(by_queue), Some(by_use)) = (&worker.settings.keda, &worker.settings.hpa) else { return };
    let message = format!("neither `{keda}` nor `{hpa}` would scale `{}`", worker.workload);
    sink.push(
        Diagnostic::new(&RULE, message, by_use.opened.span, "makes an autoscaler")
            .of(worker.about())
            .and(by_queue.opened.span, "makes another one for the same pods")
            .fact("KEDA's webhook refuses the second one; where it is not asked, Kubernetes says AmbiguousSelector and both stand still")
            .help(format!("keep `{keda}` where tasks wait for something, `{hpa}` where they compute")),
    );
}
