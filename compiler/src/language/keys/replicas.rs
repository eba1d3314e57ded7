//! `replicas`: how many pods there are where nothing scales them.

use super::prelude::*;

/// Kubernetes' own.
pub const DEFAULT: i64 = 1;

/// The key.
pub const KEY: Key = Key {
    name: "replicas",
    summary: "how many pods there are where nothing scales them",
    doc: include_str!("../../../../spec/keys/replicas.md"),
    example: "queue lms.default replicas=3",
    places: &[Place {
        scope: Scope::Queue,
        value: Type::Integer(0, 1000),
        default: Default::Integer(DEFAULT, "as Kubernetes"),
        conflicts: &[],
        access: field!(Queue: replicas),
    }],
};
