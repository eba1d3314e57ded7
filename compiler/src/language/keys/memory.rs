//! `memory`: memory: the request, or request..limit.

use super::prelude::*;

/// The key.
pub const KEY: Key = Key {
    name: "memory",
    summary: "memory: the request, or request..limit",
    doc: include_str!("../../../../spec/keys/memory.md"),
    example: "queue lms.high resources memory=1Gi..2Gi",
    places: &[Place {
        scope: Scope::Resources,
        value: Type::MemoryAmount,
        default: Default::Unset("no request and no limit, as Tutor's workers"),
        conflicts: &[],
        access: field!(Resources: memory),
    }],
};
