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
    let workloads = plan.workers.iter().map(|worker| (&*worker.workload, plan.place(worker)));
    report(workloads, "worker", "tell them apart with `workload=`", sink);
    let lists = plan.workers.iter().flat_map(|worker| {
        worker.consumes.iter().map(move |queue| {
            let declared = plan.model.queue(queue.service, &queue.variant);
            (&*queue.name, declared.map_or_else(|| plan.place(worker), |queue| queue.subject))
        })
    });
    report(lists, "queue in the broker", "tell them apart with `name=`", sink);
}

fn report<'a>(names: impl Iterator<Item = (&'a str, Span)>, what: &str, help: &str, sink: &mut Sink) {
    let mut first: FxHashMap<&str, Span> = FxHashMap::default();
    for (name, span) in names {
        if let Some(first) = first.insert(name, span) {
            let message = format!("two declarations make one {what}, `{name}`");
            sink.push(Diagnostic::new(&RULE, message, span, "the second").and(first, "the first").help(help));
        }
    }
}
