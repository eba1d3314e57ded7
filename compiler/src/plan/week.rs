//! The windows of a worker, laid over a week.

use super::Worker;
use crate::model::Settings;

/// Hours of the week in which a worker has more pods at least than otherwise: a cron trigger of KEDA.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Floor<'p> {
    /// When it begins, as cron writes it: `0 8 * * 1-5`.
    pub start: String,
    /// When it ends.
    pub end: String,
    /// The time zone of both.
    pub timezone: &'p str,
    /// Fewest pods meanwhile.
    pub replicas: i64,
}

/// Fewest and most pods at any time of the week, where the scaler's own limits hold outside of windows.
pub(super) fn extremes(settings: &Settings<'_>, limits: (i64, i64)) -> (i64, i64) {
    let windows = settings.windows.iter();
    windows.fold(limits, |(min, max), window| {
        let own = |slot: &crate::model::Slot<i64>, other: i64| slot.as_ref().map_or(other, |own| own.value);
        (min.min(own(&window.min, min)), max.max(own(&window.max, max)))
    })
}

/// What lifts a worker above the fewest pods of its week.
pub fn floors<'p>(_worker: &Worker<'p>) -> Vec<Floor<'p>> {
    Vec::new()
}
