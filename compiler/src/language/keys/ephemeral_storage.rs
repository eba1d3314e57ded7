//! `ephemeral_storage`: local disk: the request, or request..limit.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "ephemeral_storage",
    summary: "local disk: the request, or request..limit",
    doc: page!("../../../../spec/keys/ephemeral_storage.md"),
    example: "queue lms.high_mem resources ephemeral_storage=2Gi..8Gi",
    places: &[Place {
        scope: Scope::Resources,
        value: Type::MemoryAmount(1 << 20),
        default: Default::Unset("no request and no limit"),
        conflicts: &[],
        access: field!(Queue: resources?.ephemeral_storage),
    }],
};
