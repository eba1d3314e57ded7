//! `activation-strands-tasks`: a worker at zero that a few waiting tasks do not start.

use crate::language::clauses;
use crate::model::Keda;
use crate::rules::prelude::*;
use crate::rules::scaling::rest;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "activation-strands-tasks",
    "a worker at zero that a few waiting tasks do not start",
    include_str!("../../../../spec/rules/activation-strands-tasks.md"),
)
.of_worker(check);

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let (Some(rest), Some(keda)) = (rest(worker), &worker.settings.keda) else { return };
    let activation = worker.settings.keda.as_ref().and_then(|keda| keda.activation.as_ref());
    let Some(activation) = activation.filter(|activation| activation.value > 0) else { return };
    let (value, key) = (activation.value, keys::activation::KEY.name);
    let tasks = if value == 1 { "one task" } else { &format!("up to {value} tasks") };
    let message = format!("{tasks} may wait for ever for `{}`", worker.workload);
    let diagnostic = Diagnostic::new(&RULE, message, activation.span, "a worker at zero starts when there are more")
        .of(worker.about())
        .and(rest.span, format!("{}: it rests at zero", rest.said))
        .fact("activation goes before the aim: fewer tasks than that start nothing, however old they are")
        .help(format!("leave `{key}` out, or keep one worker with `{}{}=1`", window(keda), keys::min::KEY.name));
    sink.push(diagnostic.fix(format!("remove `{key}`"), activation.removal(), "").unsafely());
}

/// The clause that lets it rest, where it is not the scaler.
fn window(keda: &Keda) -> String {
    if keda.min() == 0 { String::new() } else { format!("{} … ", clauses::window::CLAUSE.word) }
}
