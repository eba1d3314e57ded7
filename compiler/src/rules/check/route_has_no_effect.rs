//! `route-has-no-effect`: a route that changes nothing.

use rustc_hash::FxHashSet;

use crate::model::Route;
use crate::plan::Because;
use crate::resolve::is_glob;
use crate::rules::prelude::*;
use crate::rules::routes::{has_rival, is_same, shadow, without};

/// The rule.
pub static RULE: Rule = Rule::warning(
    "route-has-no-effect",
    "a route that changes nothing",
    include_str!("../../../../spec/rules/route-has-no-effect.md"),
)
.of_site(check);

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
    if let Some(first) = shadow(plan, route).filter(|first| is_same(first, route)) {
        let message = format!("what fits `{}` goes to `{}` without this route", route.task, route.queue);
        return Some(Diagnostic::new(&RULE, message, route.span, "changes nothing").and(first.span, "takes all of it"));
    }
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
    let mut decided =
        ways.iter().filter(|way| matches!(way.because, Because::Route(by) if std::ptr::eq(by, route))).peekable();
    // Where other routes decide about all of its tasks, they have been said to be in its way, or are exceptions to it.
    // A priority is an effect, wherever the task goes without it.
    // One that takes another's place, or that a pattern crosses, decides between these: that is an effect too.
    decided.peek().filter(|way| route.priority.is_none() && !route.amends && !has_rival(plan, route, way.task))?;
    decided.all(|way| without(plan, route, way) == (route.service, &*route.queue.variant)).then(|| {
        let message = format!("`{}` goes to `{}` without this route", route.task, route.queue);
        Diagnostic::new(&RULE, message, route.queue_span, "it is sent there already")
    })
}

/// A name that stands in the release's own map and that no task has.
fn dead(plan: &Plan<'_>, route: &Route<'_>) -> Diagnostic {
    let release = plan.model.release;
    let message = format!("no task has the name `{}`", route.task);
    let label = format!("{}'s own map has this name, and no service registers it", release.name);
    let diagnostic = Diagnostic::new(&RULE, message, route.span, label);
    let namesake = release.namesake(&route.task).map(|task| format!("perhaps `{}` is meant", task.name));
    Diagnostic { help: namesake, ..diagnostic }
}
