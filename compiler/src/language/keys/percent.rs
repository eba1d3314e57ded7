//! `percent`: which share of its pods a scaler may add or take in a period.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "percent",
    summary: "which share of its pods a scaler may add or take in a period",
    doc: page!("../../../../spec/keys/percent.md"),
    example: "queue lms.high keda max=20 scale_up percent=50% period=60s",
    places: &[
        Place::new(
            Scope::ScaleUp,
            Type::Percent(1, 1000),
            Default::Unset("no limit in percent"),
            field!(Queue: scale_up?.percent),
        ),
        Place::new(
            Scope::ScaleDown,
            Type::Percent(1, 100),
            Default::Unset("no limit in percent"),
            field!(Queue: scale_down?.percent),
        ),
    ],
};
