//! What rules about scalers have in common: where a file says between which numbers of pods one goes, and what it sees.

use crate::language::keys;
use crate::language::keys::count::Count;
use crate::model::{Opened, Slot, Window};
use crate::plan::scaling::Scaler;
use crate::plan::{Plan, Worker};
use crate::source::Span;

/// A limit of a scaler: its place in the file, and how it is said there.
pub(crate) struct Bound {
    /// The pair, or the clause where the default holds.
    pub(crate) span: Span,
    /// `min=0`, or `min=0 (default)`.
    pub(crate) said: String,
}

/// A limit that a clause has or leaves to its default.
pub(crate) fn bound(key: &str, slot: &Slot<i64>, value: i64, opened: Opened) -> Bound {
    match slot {
        Some(written) => Bound { span: written.span, said: format!("{key}={value}") },
        None => Bound { span: opened.span, said: format!("{key}={value} (default)") },
    }
}

/// What lets a worker rest at zero: the fewest pods of KEDA, or those of a window.
pub(crate) fn rest(worker: &Worker<'_>) -> Option<Bound> {
    let Scaler::Keda(keda) = worker.scaler() else { return None };
    let key = keys::min::KEY.name;
    if worker.replicas().0 > 0 {
        return None;
    }
    if keda.min() == 0 {
        return Some(bound(key, &keda.min, 0, keda.opened));
    }
    in_window(worker, key, 0, |window| &window.min)
}

/// What makes the most pods of a worker's scaler: its own limit, or that of a window.
pub(crate) fn most(worker: &Worker<'_>) -> Option<Bound> {
    let (key, (_, most)) = (keys::max::KEY.name, worker.replicas());
    let (slot, own, opened) = match worker.scaler() {
        Scaler::Fixed(_) => return None,
        Scaler::Keda(keda) => (&keda.max, keda.max(), keda.opened),
        Scaler::Hpa(hpa) => (&hpa.max, hpa.max(), hpa.opened),
    };
    let of_window = || in_window(worker, key, most, |window| &window.max);
    if own == most { Some(bound(key, slot, own, opened)) } else { of_window() }
}

fn in_window(
    worker: &Worker<'_>,
    key: &str,
    value: i64,
    slot: impl for<'a> Fn(&'a Window<'_>) -> &'a Slot<i64>,
) -> Option<Bound> {
    let mut windows = worker.settings.windows.iter();
    windows.find_map(|window| {
        let written = slot(window).as_ref().filter(|written| written.value == value);
        written.map(|_| bound(key, slot(window), value, window.opened))
    })
}

/// Whether KEDA counts messages that a worker has taken and not acknowledged.
pub(crate) fn counts_taken(plan: &Plan<'_>, worker: &Worker<'_>) -> bool {
    worker.counts_in_flight() || !plan.model.broker.is_redis() && worker.counted() != Some(Count::Waiting)
}

/// Whether a worker may be scaled to zero while tasks run, which are then killed: it rests at zero, running tasks count
/// as nothing, and not every task ends at a limit that the grace outlasts.
pub(crate) fn loses_running_tasks(worker: &Worker<'_>) -> bool {
    use crate::catalog::{Obeys, WORKER_OPTIONS, option};
    let enforced = WORKER_OPTIONS[option::TIME_LIMIT].pools[worker.pool() as usize] == Obeys::Honoured;
    let ends = worker.settings.time_limit.is_some() && enforced;
    rest(worker).is_some() && !worker.counts_in_flight() && !ends
}
