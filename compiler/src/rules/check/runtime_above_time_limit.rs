//! `runtime-above-time-limit`: a task that is killed before it can end.

use crate::catalog::option;
use crate::language::value::Seconds;
use crate::plan::lifetime::TaskFacts;
use crate::rules::lifetime::{chain, related};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "runtime-above-time-limit",
    "a task that is killed before it can end",
    include_str!("../../../../spec/rules/runtime-above-time-limit.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    if !worker.minds(option::TIME_LIMIT) {
        return;
    }
    for task in &worker.tasks {
        let facts = TaskFacts::new(&task.name, Some(task), plan.model.release.task(&task.name));
        let own = facts.hard.map(|hard| (hard.span, "the limit of the task"));
        let of_worker = worker.settings.time_limit.as_ref().map(|limit| (Some(limit.span), "the limit of the worker"));
        let Some((span, whose)) = own.or(of_worker) else { continue };
        // A soft limit behind it puts it off.
        let (Some(runtime), Some(ends)) = (&task.runtime, worker.limit_of(&facts)) else { continue };
        if runtime.value <= ends {
            continue;
        }
        let message = format!("`{}` runs up to {}, and is killed after {ends}", short(&task.name), runtime.value);
        let diagnostic = Diagnostic::new(&RULE, message, runtime.span, "how long one in a hundred runs at least");
        let diagnostic = related(diagnostic.of(worker.about()), span, whose);
        let diagnostic = if span.is_some() {
            diagnostic
        } else {
            diagnostic.fact(format!("the limit is in the code of `{}`", task.name))
        };
        let (key, name) = (keys::time_limit::KEY.name, &task.name);
        sink.push(diagnostic.fact(chain(plan, worker, Some(name))).help(format!(
            "give it the time that it needs, `task {name} {key}={}`, or correct `{}`",
            Seconds(runtime.value.0.saturating_add(runtime.value.0 / 5)),
            keys::runtime::KEY.name
        )));
    }
}
