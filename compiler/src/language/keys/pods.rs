//! `pods`: how many pods a scaler may add or take in a period.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "pods",
    summary: "how many pods a scaler may add or take in a period",
    doc: page!("../../../../spec/keys/pods.md"),
    example: "queue lms.high keda max=20 scale_up pods=2 period=60s",
    places: &[
        Place::new(
            Scope::ScaleUp,
            Type::Integer(1, 1000),
            Default::Unset("no limit in pods"),
            field!(Queue: scale_up?.pods),
        ),
        Place::new(
            Scope::ScaleDown,
            Type::Integer(1, 1000),
            Default::Unset("no limit in pods"),
            field!(Queue: scale_down?.pods),
        ),
    ],
};
