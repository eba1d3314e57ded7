//! `node`: labels that the pods' node must have.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "node",
    summary: "labels that the pods' node must have",
    doc: page!("../../../../spec/keys/node.md"),
    example: "queue lms.high place node=pool:workers",
    places: &[Place {
        scope: Scope::Place,
        value: Type::Labels,
        default: Default::Unset("any node"),
        conflicts: &[],
        access: field!(Queue: place?.node),
    }],
};
