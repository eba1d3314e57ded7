//! `name-collision`: two workers, or two queues, that would have one name.

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::plan::Consumed;
use crate::rules::collisions::{report_taken, tell_apart};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "name-collision",
    "two workers or queues that would have one name",
    include_str!("../../../../spec/rules/name-collision.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let workloads: Vec<&str> = plan.workers.iter().map(|worker| &*worker.workload).collect();
    let pattern = |id| plan.model.service(id).workload.as_ref().map(|pattern| pattern.span);
    let declared = |worker: &Worker<'_>| worker.queue.map(|queue| queue.subject);
    let place = |index: usize| declared(&plan.workers[index]).or(pattern(plan.workers[index].service));
    let help = |_, _| format!("tell them apart with `{}=`", keys::workload::KEY.name);
    report(&workloads, place, ("worker", &help), sink);
    report_taken(plan, sink);
    report_lists(plan, sink);
}

/// Reports queues of one name in the broker. A service of one's own has a default queue that no queue need declare.
fn report_lists(plan: &Plan<'_>, sink: &mut Sink) {
    let lists = plan.workers.iter().flat_map(|worker| &worker.consumes);
    let lists: Vec<_> = lists.filter(|list| !plan.model.service(list.service).is_lost()).collect();
    let service = |index: usize| plan.model.service(lists[index].service);
    let pattern = |index| match service(index) {
        own if own.is_own() => own.span,
        known => known.queue.as_ref().map(|pattern| pattern.span),
    };
    let declared = |list: &Consumed<'_>| plan.model.queue(list.service, &list.variant).map(|queue| queue.subject);
    let place = |index: usize| declared(lists[index]).or(pattern(index));
    let help = |first: usize, second: usize| tell_apart(plan, lists[first], lists[second]);
    let names: Vec<&str> = lists.iter().map(|list| &*list.name).collect();
    report(&names, place, ("queue in the broker", &help), sink);
}

/// What to do about two of the names.
type Help<'a> = &'a dyn Fn(usize, usize) -> String;

/// Reports names that stand twice. What the file does not name has no place in it; at least one of two has.
fn report(names: &[&str], place: impl Fn(usize) -> Option<Span>, (what, help): (&str, Help<'_>), sink: &mut Sink) {
    let mut seen: FxHashMap<&str, usize> = FxHashMap::with_capacity_and_hasher(names.len(), FxBuildHasher);
    let mut last = None;
    for (index, name) in names.iter().enumerate() {
        let Some(first) = seen.insert(name, index) else { continue };
        let (help, first, span) = (help(first, index), place(first), place(index));
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
