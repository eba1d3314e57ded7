//! `prefetch-hides-backlog`: pods that take so many tasks ahead that their scaler does not see the queue.

use crate::plan::scaling::Scaler;
use crate::rules::prelude::*;
use crate::rules::scaling::{bound, counts_taken};

/// The rule.
pub static RULE: Rule = Rule::warning(
    "prefetch-hides-backlog",
    "pods that take so many tasks ahead that their scaler does not see the queue",
    include_str!("../../../../spec/rules/prefetch-hides-backlog.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    if counts_taken(plan, worker) {
        return;
    }
    let (Scaler::Keda(keda), Some(prefetch)) = (worker.scaler(), &worker.settings.prefetch_multiplier) else {
        return;
    };
    let (Some(places), Some(running)) = (worker.places(), worker.most_at_once()) else { return };
    let hidden = places.saturating_sub(running);
    let aim = keda.list_length();
    if i64::from(hidden) < aim {
        return;
    }
    let list_length = bound(keys::list_length::KEY.name, &keda.list_length, aim, keda.opened);
    let message = format!("each pod of `{}` hides {hidden} waiting tasks from its scaler", worker.workload);
    let label = format!("a pod takes {places} tasks and runs {running} of them");
    sink.push(
        Diagnostic::new(&RULE, message, prefetch.span, label)
            .of(worker.about())
            .and(list_length.span, format!("{}: so many in the queue want a pod more", list_length.said))
            .fact("what a pod has taken is gone from the queue: no other pod can run it, and KEDA does not count it")
            .help(format!(
                "`{}=1` takes what can run; `keda {}=in_flight` counts what is taken",
                keys::prefetch_multiplier::KEY.name,
                keys::count::KEY.name
            ))
            .fix("take what can run", prefetch.value_span(), "1")
            .unsafely(),
    );
}
