//! `route-has-no-effect`: a route that changes nothing.

use rustc_hash::FxHashSet;

use crate::model::Route;
use crate::resolve::{fits, is_glob};
use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::warning(
    "route-has-no-effect",
    "a route that changes nothing",
    include_str!("../../../../spec/rules/route-has-no-effect.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let mut seen: FxHashSet<(&str, &str, &str)> = FxHashSet::default();
    for route in &plan.model.routes {
        let again = !seen.insert((&route.task, &route.queue.service, &route.queue.variant));
        if again {
            let message = format!("`{}` is routed to `{}` already", route.task, route.queue);
            sink.push(Diagnostic::new(&RULE, message, route.span, "the second time"));
        } else if let Some(why) = why(plan, route) {
            sink.push(why);
        }
    }
}

fn why(plan: &Plan<'_>, route: &Route<'_>) -> Option<Diagnostic> {
    let release = plan.model.release;
    let glob = is_glob(&route.task);
    let ways = if glob { plan.ways.as_slice() } else { plan.ways_of(&route.task) };
    if ways.is_empty() {
        return Some(dead(plan, route));
    }
    if let Some(caller) = release.task(&route.task).and_then(|task| task.caller_queue.as_ref()) {
        let message = format!("no route moves `{}`: its caller passes a queue itself", route.task);
        let label = format!("the caller reads {} and overrules every map", caller.setting);
        let help = format!("set {} in Django's settings instead", caller.setting);
        return Some(Diagnostic::new(&RULE, message, route.span, label).help(help));
    }
    let mut ways = ways.iter().filter(|way| !glob || fits(&route.task, way.task));
    let unchanged = ways.all(|way| plan.without_routes(way.task, way.sender) == (route.service, &*route.queue.variant));
    unchanged.then(|| {
        let message = format!("`{}` goes to `{}` without this route", route.task, route.queue);
        Diagnostic::new(&RULE, message, route.queue_span, format!("{} sends it there already", release.name))
    })
}

/// A name that stands in the release's own map and that no task has.
fn dead(plan: &Plan<'_>, route: &Route<'_>) -> Diagnostic {
    let release = plan.model.release;
    let message = format!("no task has the name `{}`", route.task);
    let label = format!("{}'s own map has this name, and no service registers it", release.name);
    let diagnostic = Diagnostic::new(&RULE, message, route.span, label);
    match release.namesake(&route.task) {
        Some(task) => diagnostic.help(format!("the task is called `{}`", task.name)).fix(
            format!("write `{}`", task.name),
            route.span,
            task.name,
        ),
        None => diagnostic,
    }
}
