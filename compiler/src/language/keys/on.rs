//! `on`: the queue whose worker consumes this one too.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "on",
    summary: "the queue whose worker consumes this one too",
    doc: page!("../../../../spec/keys/on.md"),
    example: "queue lms.high_mem on=lms.high",
    places: &[Place {
        scope: Scope::OneQueue,
        value: Type::Queue,
        default: Default::Unset("the queue has a worker of its own"),
        conflicts: &[],
        access: field!(Queue: on),
    }],
};
