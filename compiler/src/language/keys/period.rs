//! `period`: the time in which `pods` and `percent` count.

use super::prelude::*;

/// Seconds.
pub const DEFAULT: u32 = 60;

/// The key.
pub static KEY: Key = Key {
    name: "period",
    summary: "the time in which `pods` and `percent` count",
    doc: page!("../../../../spec/keys/period.md"),
    example: "queue lms.high keda max=20 scale_down pods=1 period=60s",
    places: &[
        Place::new(
            Scope::ScaleUp,
            Type::Duration(1, 1800),
            Default::Duration(DEFAULT, "a minute"),
            field!(Queue: scale_up?.period),
        ),
        Place::new(
            Scope::ScaleDown,
            Type::Duration(1, 1800),
            Default::Duration(DEFAULT, "a minute"),
            field!(Queue: scale_down?.period),
        ),
    ],
};
