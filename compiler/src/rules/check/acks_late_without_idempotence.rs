//! `acks-late-without-idempotence`: a task runs again when its pod is killed, and perhaps must not.

use crate::rules::idempotence::not_idempotent;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "acks-late-without-idempotence",
    "a task runs again when its pod is killed, and perhaps must not",
    include_str!("../../../../spec/rules/acks-late-without-idempotence.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for (worker, tasks) in not_idempotent(plan) {
        let refused: Vec<_> = tasks.iter().filter_map(|(task, said)| Some((*task, (*said)?))).collect();
        let names: Vec<&str> = match &*refused {
            [] => tasks.iter().map(|(task, _)| *task).collect(),
            refused => refused.iter().map(|(task, _)| *task).collect(),
        };
        let mut diagnostic = diagnostic(worker, &names, !refused.is_empty());
        if let [(_, said), ..] = &*refused {
            diagnostic = diagnostic.and(said.span, "must not run twice");
        }
        sink.push(diagnostic);
    }
}

fn diagnostic(worker: &Worker<'_>, tasks: &[&str], refused: bool) -> Diagnostic {
    let count = worker.settings.keda.as_ref().and_then(|keda| keda.count.as_ref());
    let (idempotent, rule, workload) = (keys::idempotent::KEY.name, RULE.name, &worker.workload);
    let (names, runs) = (several(tasks), if tasks.len() == 1 { "runs" } else { "run" });
    let (message, help) = if refused {
        (
            format!("{names} must not run twice, and {runs} again when a pod of `{workload}` is killed"),
            format!(
                "route it to a queue whose scaler counts waiting tasks alone, or write `{}=waiting {}=1` here",
                keys::count::KEY.name,
                keys::min::KEY.name
            ),
        )
    } else {
        (
            format!(
                "{names} {runs} again when a pod of `{workload}` is killed, and nobody has said that this does no harm"
            ),
            format!(
                "say it of each with `task NAME {idempotent}=on`, route what must not run twice to another queue, or give the reason why it does not matter: `# qc: allow({rule}) because …`"
            ),
        )
    };
    Diagnostic::new(&RULE, message, count.map_or_else(Span::default, |count| count.span), "a task is acknowledged when it has ended")
        .of(worker.about())
        .fact("a task that is killed half done is delivered again and begins anew; acknowledged early, as Celery does by itself, it would be lost")
        .help(help)
}
