//! `name-collision`: two workers, or two queues, that would have one name.

use rustc_hash::FxHashMap;

use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::error(
    "name-collision",
    "two workers or queues that would have one name",
    include_str!("../../../../spec/rules/name-collision.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let workloads = plan.workers.iter().map(|worker| {
        let pattern = plan.model.service(worker.service).workload.as_ref().map(|pattern| pattern.span);
        (&*worker.workload, worker.queue.map(|queue| queue.subject).or(pattern))
    });
    report(workloads, "worker", "tell them apart with `workload=`", sink);
    report_taken(plan, sink);
    let lists = plan.workers.iter().flat_map(|worker| &worker.consumes);
    let lists = lists.map(|list| {
        let declared = plan.model.queue(list.service, &list.variant);
        let pattern = plan.model.service(list.service).queue.as_ref().map(|pattern| pattern.span);
        (&*list.name, declared.map(|queue| queue.subject).or(pattern))
    });
    report(lists, "queue in the broker", "tell them apart with `name=`", sink);
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
fn report<'a>(names: impl Iterator<Item = (&'a str, Option<Span>)>, what: &str, help: &str, sink: &mut Sink) {
    let mut seen: FxHashMap<&str, Option<Span>> = FxHashMap::default();
    let mut last = None;
    for (name, span) in names {
        let Some(first) = seen.insert(name, span) else { continue };
        // Two patterns that make one name make others too.
        if last.replace((first, span)) == Some((first, span)) {
            continue;
        }
        let message = format!("two declarations make one {what}, `{name}`");
        sink.push(match (first, span) {
            (Some(first), Some(second)) => {
                Diagnostic::new(&RULE, message, second, "the second").and(first, "the first").help(help)
            }
            (one, other) => Diagnostic::new(&RULE, message, one.or(other).unwrap_or_default(), "makes it too")
                .fact("the other is the release's own, which the default worker has without being told")
                .help(help),
        });
    }
}
