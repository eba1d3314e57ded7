//! `max`: most pods.

use super::prelude::*;

/// What sites that come from tutor-contrib-celery have.
pub const DEFAULT: i64 = 30;

/// The key.
pub const KEY: Key = Key {
    name: "max",
    summary: "most pods",
    doc: include_str!("../../../../spec/keys/max.md"),
    example: "queue lms.high keda max=6",
    places: &[Place {
        scope: Scope::Keda,
        value: Type::Integer(1, 1000),
        default: Default::Integer(DEFAULT, "that of tutor-contrib-celery"),
        conflicts: &[],
        access: field!(Keda: max),
    }],
};
