//! `hpa-needs-request`: an autoscaler that aims at a share of a request that there is not.

use crate::language::clauses::resources;
use crate::language::value::Load;
use crate::plan::scaling::Scaler;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "hpa-needs-request",
    "an autoscaler that aims at a share of a request that there is not",
    include_str!("../../../../spec/rules/hpa-needs-request.md"),
)
.of_worker(check);

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let Scaler::Hpa(hpa) = worker.scaler() else { return };
    let requests = worker.settings.resources();
    if let Some(cpu) = hpa.cpu.as_ref().filter(|_| requests.cpu.is_none()) {
        sink.push(missing(worker, (keys::cpu::KEY.name, cpu.span), cpu.value.0, "500m"));
    }
    let memory = hpa.memory.as_ref().filter(|_| requests.memory.is_none());
    if let Some((memory, Load::Percent(percent))) = memory.map(|memory| (memory, memory.value)) {
        sink.push(missing(worker, (keys::memory::KEY.name, memory.span), percent.0, "1Gi"));
    }
}

fn missing(worker: &Worker<'_>, key: (&str, Span), percent: u32, example: &str) -> Diagnostic {
    let (key, span) = key;
    let message = format!("`{}` would never be scaled: it requests no {key}", worker.workload);
    Diagnostic::new(&RULE, message, span, format!("{percent}% of nothing"))
        .of(worker.about())
        .fact("a percentage is a share of the request; without one the autoscaler shows <unknown> and changes nothing")
        .help(format!("say what a pod needs: `{} {key}={example}`", resources::CLAUSE.word))
}
