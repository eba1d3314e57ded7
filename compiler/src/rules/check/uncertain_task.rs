//! `uncertain-task`: a route of a task that the release has only perhaps, or under a condition.

use crate::model::Route;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::note(
    "uncertain-task",
    "a route of a task that the release has only perhaps, or under a condition",
    include_str!("../../../../spec/rules/uncertain-task.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for route in &plan.model.routes {
        if let Some((label, fact)) = doubt(plan, route) {
            sink.push_with(&RULE, route.span, || {
                let message = format!("it is not certain that {} has `{}`", plan.model.release.name, route.task);
                let diagnostic = Diagnostic::new(&RULE, message, route.span, label);
                if fact.is_empty() { diagnostic } else { diagnostic.fact(fact) }
            });
        }
    }
}

fn doubt(plan: &Plan<'_>, route: &Route<'_>) -> Option<(String, String)> {
    let release = plan.model.release;
    if plan.model.task(&route.task).is_some_and(|task| task.registered.is_some()) {
        return None;
    }
    if let Some(task) = release.task(&route.task) {
        let evidence = &release.evidence[task.evidence as usize];
        let fact = format!("evidence: {}", evidence.source);
        return (!evidence.sure).then(|| (format!("nobody has read it in {}'s own source", release.name), fact));
    }
    if let Some(package) = release.optional(&route.task) {
        let installed = plan.model.site.has_package(package.name);
        let fact =
            format!("with the package: `site {} {}={}`", plan.model.site.name, keys::packages::KEY.name, package.name);
        return (!installed).then(|| (format!("it comes with the package {}", package.name), fact));
    }
    release.possible(&route.task).map(|why| (why.to_owned(), String::new()))
}
