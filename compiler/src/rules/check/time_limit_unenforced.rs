//! `time-limit-unenforced`: a task with a time limit reaches a worker whose pool cannot enforce it.

use crate::catalog::option;
use crate::language::typed::Words;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "time-limit-unenforced",
    "a task with a time limit reaches a worker whose pool cannot enforce it",
    include_str!("../../../../spec/rules/time-limit-unenforced.md"),
)
.of_site(tasks)
.of_worker(worker);

fn worker(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    if let Some(longest) = worker.longest.filter(|_| !worker.minds(option::TIME_LIMIT)) {
        sink.push(diagnostic(plan, worker, longest.task, &format!("a limit of {}", longest.limit), longest.span));
    }
}

fn tasks(plan: &Plan<'_>, sink: &mut Sink) {
    for task in &plan.model.tasks {
        let Some(limit) = &task.soft_time_limit else { continue };
        let reached = plan.ways_of(&task.name).iter().filter_map(|way| way.worker).map(|index| &plan.workers[index]);
        if let Some(worker) = reached.into_iter().find(|worker| !worker.minds(option::SOFT_TIME_LIMIT)) {
            sink.push(diagnostic(
                plan,
                worker,
                &task.name,
                &format!("a soft limit of {}", limit.value),
                Some(limit.span),
            ));
        }
    }
}

fn diagnostic(plan: &Plan<'_>, worker: &Worker<'_>, task: &str, limit: &str, written: Option<Span>) -> Diagnostic {
    let pool = worker.pool().word();
    let span = worker.settings.pool.as_ref().map_or_else(|| plan.place(worker), |pool| pool.span);
    let message = format!("`{}` has {limit}, which the pool {pool} does not keep", short(task));
    let diagnostic = Diagnostic::new(&RULE, message, span, "the limit does nothing here");
    let diagnostic = match written {
        Some(written) => diagnostic.and(written, "the limit"),
        None => diagnostic.fact(format!("the limit is in the code of `{task}`")),
    };
    diagnostic
        .fact("prefork keeps both limits; gevent keeps the hard one of a task that waits; the other pools keep none")
        .help("run it on prefork, or route it to a queue whose worker does")
}
