//! `acks-late-without-idempotence`: a task runs again when its pod is killed, and perhaps must not.

use crate::rules::idempotence::{Late, not_idempotent};
use crate::rules::prelude::*;
use crate::rules::routes::UNNAMED;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "acks-late-without-idempotence",
    "a task runs again when its pod is killed, and perhaps must not",
    include_str!("../../../../spec/rules/acks-late-without-idempotence.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for late in not_idempotent(plan) {
        let refused = late.tasks.iter().find_map(|(_, said)| *said);
        let diagnostic = match refused {
            Some(said) => must_not(&late).and(said.span, "must not run twice"),
            None => nobody_said(&late),
        };
        let worker = late.worker;
        sink.push(diagnostic.of(worker.about()).fact("a task that is killed half done is delivered again and begins anew; acknowledged early, as Celery does by itself, it would be lost"));
    }
}

/// Tasks of which the file says that they must not run twice.
fn must_not(late: &Late<'_, '_>) -> Diagnostic {
    let refused: Vec<&str> = late.tasks.iter().filter(|(_, said)| said.is_some()).map(|(task, _)| *task).collect();
    let runs = if refused.len() == 1 { "runs" } else { "run" };
    let (names, workload) = (several(&refused), &late.worker.workload);
    let message = format!("{names} must not run twice, and {runs} again when a pod of `{workload}` is killed");
    let (count, min) = (keys::count::KEY.name, keys::min::KEY.name);
    at(late.worker, message).help(format!(
        "route it to a queue whose scaler counts waiting tasks alone, or write `{count}=waiting {min}=1` here"
    ))
}

/// Tasks of which the file says nothing, those among them that it does not name.
fn nobody_said(late: &Late<'_, '_>) -> Diagnostic {
    let tasks: Vec<&str> = late.tasks.iter().map(|(task, _)| *task).collect();
    let unnamed = late.unnamed.then(|| UNNAMED.to_owned());
    let names = unnamed.into_iter().chain((!tasks.is_empty()).then(|| several(&tasks))).sentence();
    let runs = if tasks.len() == 1 && !late.unnamed { "runs" } else { "run" };
    let (workload, rule) = (&late.worker.workload, RULE.name);
    let message = format!(
        "{names} {runs} again when a pod of `{workload}` is killed, and nobody has said that this does no harm"
    );
    let say = tasks.first().map_or_else(String::new, |task| {
        let each = if tasks.len() == 1 { "" } else { " and so of each" };
        format!("say it, `task {task} {}=on`{each}; or ", keys::idempotent::KEY.name)
    });
    at(late.worker, message).help(format!(
        "{say}route what must not run twice to another queue, or give the reason why it does not matter: `# qc: allow({rule}) because …`"
    ))
}

fn at(worker: &Worker<'_>, message: String) -> Diagnostic {
    let count = worker.settings.keda.as_ref().and_then(|keda| keda.count.as_ref());
    let span = count.map_or_else(Span::default, |count| count.span);
    Diagnostic::new(&RULE, message, span, "a task is acknowledged when it has ended")
}
