//! `activation`: how many waiting tasks start a worker that rests at zero, when there are more than these.

use super::prelude::*;

/// KEDA's own.
pub const DEFAULT: i64 = 0;

/// The key.
pub static KEY: Key = Key {
    name: "activation",
    summary: "how many waiting tasks start a worker that rests at zero, when there are more than these",
    doc: page!("../../../../spec/keys/activation.md"),
    example: "queue lms.high keda activation=5",
    places: &[Place {
        scope: Scope::Keda,
        value: Type::Integer(0, 1_000_000),
        default: Default::Integer(DEFAULT, "KEDA's own: one task starts it"),
        conflicts: &[],
        access: field!(Queue: keda?.activation),
    }],
};
