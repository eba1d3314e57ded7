//! `list_length`: how many waiting tasks per pod the scaler aims at.

use super::prelude::*;

/// What sites that come from tutor-contrib-celery have.
pub const DEFAULT: i64 = 40;

/// The key.
pub static KEY: Key = Key {
    name: "list_length",
    summary: "how many waiting tasks per pod the scaler aims at",
    doc: page!("../../../../spec/keys/list_length.md"),
    example: "queue lms.high keda list_length=10",
    places: &[Place {
        scope: Scope::Keda,
        value: Type::Integer(1, 1_000_000),
        default: Default::Integer(DEFAULT, "that of tutor-contrib-celery"),
        conflicts: &[],
        access: field!(Queue: keda?.list_length),
    }],
};
