//! `prefetch_multiplier`: how many messages a pod takes per task that it can run.

use super::prelude::*;

/// Tutor's value: a pod holds back no task that another could run.
pub const DEFAULT: i64 = 1;

/// The key.
pub static KEY: Key = Key {
    name: "prefetch_multiplier",
    summary: "how many messages a pod takes per task that it can run",
    doc: page!("../../../../spec/keys/prefetch_multiplier.md"),
    example: "queue lms.default prefetch_multiplier=2",
    places: &[Place {
        scope: Scope::Queue,
        value: Type::Integer(0, 1000),
        default: Default::Integer(DEFAULT, "as Tutor's workers have it"),
        conflicts: &[],
        access: field!(Queue: prefetch_multiplier),
    }],
};
