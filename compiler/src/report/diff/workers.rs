//! Workers that come, go, or get another name, which for Kubernetes is the same: what they have taken has to be finished
//! before they go.

use super::settings::differences;
use super::{Change, Site};
use crate::language::keys;
use crate::plan::Worker;
use crate::plan::scaling::Scaler;

pub(super) fn changes(old: &Site<'_>, new: &Site<'_>) -> Vec<Change> {
    let gone = old.plan.workers.iter().filter(|worker| new.worker(&worker.workload).is_none());
    let gone = gone.map(|was| goes(old, new, was));
    let come = new.plan.workers.iter().filter(|worker| old.worker(&worker.workload).is_none());
    // The other side of a new name.
    let come = come.filter(|worker| old.counterpart(new, worker).is_none_or(|was| new.worker(&was.workload).is_some()));
    let come = come.map(|is| Change::new(format!("`{}` is new: {}", is.workload, is.scaled())).details(consumes(is)));
    gone.chain(come).collect()
}

/// A worker that goes, with how to let it.
fn goes(old: &Site<'_>, new: &Site<'_>, was: &Worker<'_>) -> Change {
    let name = &was.workload;
    let takes_over = new.counterpart(old, was).filter(|is| old.worker(&is.workload).is_none());
    let what = match takes_over {
        Some(is) => format!("`{name}` is now called `{}`", is.workload),
        None => format!("`{name}` goes"),
    };
    let beside = takes_over.map(|is| format!("apply the new file and leave `{name}` beside `{}` for now", is.workload));
    let left = was.consumes.iter().filter(|queue| !new.consumers.contains_key(&*queue.name));
    let empty = left.map(|queue| format!("wait until `{}` is empty: {}", queue.name, old.length_of(&queue.name)));
    let scaler = match was.scaler() {
        Scaler::Fixed(_) => None,
        Scaler::Keda(_) => Some("scaledobject"),
        Scaler::Hpa(_) => Some("horizontalpodautoscaler"),
    };
    let scaler = scaler.map(|kind| old.kubectl(&format!("delete {kind} {name}")));
    let stop = old.kubectl(&format!("scale deployment {name} --replicas=0"));
    let stop = format!("{stop}: its pods have up to {} to finish what they have taken", was.grace());
    let delete = format!("when they are gone: {}", old.kubectl(&format!("delete deployment {name}")));
    let todo = beside.into_iter().chain(empty).chain(scaler).chain([stop, delete]);
    let words = takes_over.map_or_else(Vec::new, |is| differences(was, is, |_, key| key != keys::workload::KEY.name));
    Change::new(what).details([consumes(was), words].concat()).todo(todo)
}

fn consumes(worker: &Worker<'_>) -> Vec<String> {
    worker.consumes.iter().map(|queue| format!("consumes `{}`", queue.name)).collect()
}
