//! `min`: fewest pods.

use super::prelude::*;

/// KEDA's own.
pub const DEFAULT: i64 = 0;

/// The key.
pub const KEY: Key = Key {
    name: "min",
    summary: "fewest pods",
    doc: include_str!("../../../../spec/keys/min.md"),
    example: "queue lms.high keda min=1 max=6",
    places: &[Place {
        scope: Scope::Keda,
        value: Type::Integer(0, 1000),
        default: Default::Integer(DEFAULT, "KEDA's own: an idle worker costs nothing"),
        conflicts: &[],
        access: field!(Keda: min),
    }],
};
