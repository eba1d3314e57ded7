//! `after`: for how long something lasts before somebody is told.

use super::prelude::*;
use crate::language::Access;

/// Seconds.
pub const DEFAULT: u32 = 600;

const ANY: Type = Type::Duration(0, 604_800);

const fn as_alerts(scope: Scope, access: Access) -> Place {
    Place::new(scope, ANY, Default::Unset("`after` of `alerts`"), access)
}

/// The key.
pub static KEY: Key = Key {
    name: "after",
    summary: "for how long something lasts before somebody is told",
    doc: page!("../../../../spec/keys/after.md"),
    example: "alerts after=15m",
    places: &[
        Place::new(
            Scope::Alerts,
            ANY,
            Default::Duration(DEFAULT, "longer than a scaler takes to answer"),
            field!(Alerts: after),
        ),
        as_alerts(Scope::Alert, field!(Queue: alert?.after)),
        as_alerts(Scope::NoConsumer, field!(Alerts: no_consumer?.after)),
        as_alerts(Scope::ScalerError, field!(Alerts: scaler_error?.after)),
        as_alerts(Scope::AtMax, field!(Alerts: at_max?.after)),
        as_alerts(Scope::FailureRatio, field!(Alerts: failure_ratio?.after)),
    ],
};
