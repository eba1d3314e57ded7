//! `flapping`: pods that are stopped sooner than it takes to start them again.

use crate::language::value::Seconds;
use crate::plan::scaling::Scaler;
use crate::rules::prelude::*;
use crate::rules::scaling::{loses_running_tasks, rest};

/// The rule.
pub static RULE: Rule = Rule::warning(
    "flapping",
    "pods that are stopped sooner than it takes to start them again",
    include_str!("../../../../spec/rules/flapping.md"),
)
.of_worker(check);

/// Seconds until a pod takes its first task on a node that has not the image: a pull of 3 min 56 s was measured for one of
/// 2 GB.
const COLD_START: u32 = 240;

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let scaler = worker.scaler();
    // A running task counts as load only where what was taken counts, and is acknowledged late.
    let run = worker.longest_run().filter(|_| matches!(scaler, Scaler::Keda(_)) && !worker.counts_in_flight());
    let needed = run.map_or(0, |(_, runtime)| runtime.value.0).saturating_add(COLD_START);
    let down = worker.settings.scale_down.as_ref().filter(|_| !matches!(scaler, Scaler::Fixed(_)));
    let down = down.and_then(|down| down.stabilization.as_ref());
    let down = down.map(|down| (keys::stabilization::KEY.name, down.value, down.span, ""));
    let quiet = cooldown(worker);
    for (key, time, span, unsaid) in quiet.into_iter().chain(down).filter(|(_, time, ..)| time.0 < needed) {
        let message = format!("pods of `{}` are stopped sooner than they can be started again", worker.workload);
        let mut diagnostic = Diagnostic::new(&RULE, message, span, format!("{key}={time}{unsaid}"))
            .of(worker.about())
            .fact(format!("on a node without the image a pod takes about {} until its first task: every lull longer than {time} is paid for with that", Seconds(COLD_START)))
            .help(format!("`{key}={}`, or longer", Seconds(needed)));
        if let Some((task, runtime)) = run {
            let label = format!("`{}` runs so long, and counts as nothing meanwhile", short(&task.name));
            diagnostic = diagnostic.and(runtime.span, label);
        }
        sink.push(diagnostic);
    }
}

/// What holds back the step to zero. Where tasks would be lost by it as well, another rule speaks.
fn cooldown(worker: &Worker<'_>) -> Option<(&'static str, Seconds, Span, &'static str)> {
    let Scaler::Keda(keda) = worker.scaler() else { return None };
    rest(worker).filter(|_| !loses_running_tasks(worker))?;
    let (span, unsaid) = keda.cooldown.map_or((keda.opened.span, " (default)"), |cooldown| (cooldown.span, ""));
    Some((keys::cooldown::KEY.name, keda.cooldown(), span, unsaid))
}
