//! `name`: the queue's name in the broker.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "name",
    summary: "the queue's name in the broker",
    doc: page!("../../../../spec/keys/name.md"),
    example: "queue lms.reports name=edx.lms.core.reports",
    places: &[Place {
        scope: Scope::OneQueue,
        value: Type::Text,
        default: Default::Unset("the service's pattern: `edx.{service}.core.{variant}` in Open edX"),
        conflicts: &[],
        access: field!(Queue: name),
    }],
};
