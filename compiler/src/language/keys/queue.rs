//! `queue`: the pattern of the queues' names in the broker.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "queue",
    summary: "the pattern of the queues' names in the broker",
    doc: page!("../../../../spec/keys/queue.md"),
    example: "service lms queue=edx.{service}.core.{variant}",
    places: &[Place {
        scope: Scope::Service,
        value: Type::Pattern,
        default: Default::Catalog("`edx.{service}.core.{variant}`"),
        conflicts: &[],
        access: field!(Service: queue),
    }],
};
