//! Reservations of batch pools: what rules about them have in common.

use crate::language::value::Date;
use crate::model::{Claim, Setting};
use crate::plan::Worker;

/// The reservation of a worker, with its last day.
pub(crate) fn claimed<'p>(worker: &Worker<'p>) -> Option<(&'p Claim<'p>, &'p Setting<Date>)> {
    let claim = worker.settings.claim.as_ref()?;
    Some((claim, claim.until.as_ref().filter(|_| claim.by.is_some())?))
}

/// Whole days from one day to another; negative when it has passed.
pub fn days_until(today: Date, day: Date) -> i32 {
    i32::try_from(today.duration_until(day).as_hours() / 24).unwrap_or(i32::MAX)
}
