//! `vpa-fights-hpa`: recommendations of a VPA that move what an HPA aims at.

use crate::language::clauses::{hpa, vpa};
use crate::language::value::Load;
use crate::plan::scaling::Scaler;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "vpa-fights-hpa",
    "recommendations of a VPA that move what an HPA aims at",
    include_str!("../../../../spec/rules/vpa-fights-hpa.md"),
)
.of_worker(check);

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let (vpa, hpa) = (vpa::CLAUSE.word, hpa::CLAUSE.word);
    let (Some(watched), Scaler::Hpa(by_use)) = (&worker.settings.vpa, worker.scaler()) else { return };
    let memory = by_use.memory.as_ref();
    let memory = memory.filter(|memory| matches!(memory.value, Load::Percent(_))).map(|memory| memory.span);
    let cpu = by_use.cpu.as_ref().map(|cpu| cpu.span);
    let Some(aim) = cpu.or(memory) else { return };
    let message = format!("what the VPA recommends for `{}` moves what its HPA aims at", worker.workload);
    let help = if cpu.is_none() {
        format!("aim at an amount, which does not move: `{hpa} {}=700Mi`", keys::memory::KEY.name)
    } else {
        format!("find the requests with `{vpa}` first, then drop it and scale with `{hpa}`; `keda` does not mind it")
    };
    sink.push(
        Diagnostic::new(&RULE, message, watched.span, "recommends the request")
            .of(worker.about())
            .and(aim, "a share of the request")
            .fact("when a recommendation is applied, the same work reads as another percentage, and the number of pods changes though the load has not")
            .help(help),
    );
}
