//! `duplicate-route`: one task that two routes send to two queues.

use rustc_hash::FxHashMap;

use crate::model::Route;
use crate::resolve::{fits, is_glob};
use crate::rules::prelude::*;
use crate::rules::routes::{is_same, shadow};

/// The rule.
pub static RULE: Rule = Rule::error(
    "duplicate-route",
    "one task that two routes send to two queues",
    include_str!("../../../../spec/rules/duplicate-route.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let (globs, exact): (Vec<&Route<'_>>, Vec<_>) = plan.model.routes.iter().partition(|route| is_glob(&route.task));
    let mut first: FxHashMap<&str, &Route<'_>> = FxHashMap::default();
    for route in exact {
        let first = *first.entry(&route.task).or_insert(route);
        if first.queue != route.queue {
            sink.push(diagnostic(&format!("`{}`", route.task), route, first));
        }
    }
    let tasks = plan.ways.iter().map(|way| way.task).filter(|task| !first.contains_key(task));
    let mut said: Vec<(Span, Span)> = Vec::new();
    let (ordered, expanded): (Vec<_>, Vec<_>) =
        globs.into_iter().partition(|route| plan.model.service(route.service).is_own());
    for task in tasks {
        let mut fitting = expanded.iter().filter(|route| fits(&route.task, task));
        let Some(first) = fitting.next() else { continue };
        for second in fitting.filter(|second| second.queue != first.queue) {
            if !said.contains(&(first.span, second.span)) {
                said.push((first.span, second.span));
                sink.push(diagnostic(&format!("`{task}`, which fits both patterns,"), second, first));
            }
        }
    }
    for route in ordered {
        if let Some(first) = shadow(plan, route).filter(|first| !is_same(first, route)) {
            sink.push(shadowed(route, first));
        }
    }
}

/// A pattern that another takes all tasks from.
fn shadowed(second: &Route<'_>, first: &Route<'_>) -> Diagnostic {
    let message = format!("no task that fits `{}` goes to `{}`", second.task, second.queue);
    Diagnostic::new(&RULE, message, second.span, "is asked too late")
        .and(first.span, "takes all of its tasks")
        .fact("Celery asks the patterns in their order, and the first that fits decides")
        .help(format!("write the route of `{}` before that of `{}`", second.task, first.task))
}

fn diagnostic(what: &str, second: &Route<'_>, first: &Route<'_>) -> Diagnostic {
    let message = format!("{what} goes to `{}` and to `{}`", first.queue, second.queue);
    Diagnostic::new(&RULE, message, second.queue_span, "the second way")
        .and(first.queue_span, "the first way")
        .help("keep one of the routes; an exact name wins over a pattern, so a pattern may have exceptions")
}
