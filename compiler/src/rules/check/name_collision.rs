//! `name-collision`: two workers, or two queues, that would have one name.

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::plan::Consumed;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "name-collision",
    "two workers or queues that would have one name",
    include_str!("../../../../spec/rules/name-collision.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let workloads: Vec<&str> = plan.workers.iter().map(|worker| &*worker.workload).collect();
    let pattern = |id| plan.model.service(id).workload.as_ref().map(|pattern| pattern.span);
    let declared = |worker: &Worker<'_>| worker.queue.map(|queue| queue.subject);
    let place = |index: usize| declared(&plan.workers[index]).or(pattern(plan.workers[index].service));
    report(&workloads, place, ("worker", "tell them apart with `workload=`"), sink);
    report_taken(plan, sink);
    let lists: Vec<_> = plan.workers.iter().flat_map(|worker| &worker.consumes).collect();
    let pattern = |id| plan.model.service(id).queue.as_ref().map(|pattern| pattern.span);
    let declared = |list: &Consumed<'_>| plan.model.queue(list.service, &list.variant).map(|queue| queue.subject);
    let place = |index: usize| declared(lists[index]).or(pattern(lists[index].service));
    let names: Vec<&str> = lists.iter().map(|list| &*list.name).collect();
    report(&names, place, ("queue in the broker", "tell them apart with `name=`"), sink);
}

/// Tutor's other Deployments (`k8s/deployments.yml` of Tutor 18 to 22).
const TUTORS: [&str; 9] = ["caddy", "cms", "elasticsearch", "lms", "meilisearch", "mongodb", "mysql", "redis", "smtp"];

/// Reports workers that have the name of another Deployment, of Tutor's or of the file's own.
fn report_taken(plan: &Plan<'_>, sink: &mut Sink) {
    let around = plan.deployments_around();
    for worker in &plan.workers {
        let ours = around.iter().find(|(name, _)| *name == worker.workload);
        if ours.is_none() && !TUTORS.contains(&&*worker.workload) {
            continue;
        }
        let named = [&worker.settings.workload, &plan.model.service(worker.service).workload];
        let span = named.into_iter().flatten().next().map_or_else(|| plan.place(worker), |name| name.span);
        let message = format!("a worker cannot be called `{}`", worker.workload);
        let whose = if ours.is_some() { "the file" } else { "Tutor" };
        let label = format!("{whose} has a Deployment of this name, which it would replace");
        let diagnostic = Diagnostic::new(&RULE, message, span, label);
        sink.push(ours.iter().fold(diagnostic, |diagnostic, (_, ours)| diagnostic.and(*ours, "it is made here")));
    }
}

/// Reports names that stand twice. What the file does not name has no place in it; at least one of two has.
fn report(names: &[&str], place: impl Fn(usize) -> Option<Span>, (what, help): (&str, &str), sink: &mut Sink) {
    let mut seen: FxHashMap<&str, usize> = FxHashMap::with_capacity_and_hasher(names.len(), FxBuildHasher);
    let mut last = None;
    for (index, name) in names.iter().enumerate() {
        let Some(first) = seen.insert(name, index) else { continue };
        let (first, span) = (place(first), place(index));
        // Two patterns that make one name make others too.
        if last.replace((first, span)) == Some((first, span)) {
            continue;
        }
        let message = format!("two declarations make one {what}, `{name}`");
        let diagnostic = match (first, span) {
            (Some(first), Some(second)) => {
                Diagnostic::new(&RULE, message, second, "the second").and(first, "the first")
            }
            (one, other) => Diagnostic::new(&RULE, message, one.or(other).unwrap_or_default(), "makes it too")
                .fact("the other is the one that a default worker has without being told"),
        };
        sink.push(diagnostic.help(help));
    }
}
