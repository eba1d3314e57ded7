//! `min_available`: how many pods a node drain must leave.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "min_available",
    summary: "how many pods a node drain must leave",
    doc: page!("../../../../spec/keys/min_available.md"),
    example: "queue lms.high replicas=3 disruption min_available=1",
    places: &[Place {
        scope: Scope::Disruption,
        value: Type::Portion,
        default: Default::Unset("drains are not held back"),
        conflicts: &["max_unavailable"],
        access: field!(Queue: disruption?.min_available),
    }],
};
