//! `default`: the variant of the default queue.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "default",
    summary: "the variant of the default queue",
    doc: page!("../../../../spec/keys/default.md"),
    example: "service lms default=default",
    places: &[Place {
        scope: Scope::Service,
        value: Type::Text,
        default: Default::Catalog("`default`"),
        conflicts: &[],
        access: field!(Service: default),
    }],
};
