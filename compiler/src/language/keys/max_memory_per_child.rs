//! `max_memory_per_child`: at which size a child process is replaced, after its task.

use super::prelude::*;

/// A child of a Django application is larger than this before its first task.
const LEAST: u64 = 64 << 20;

/// The key.
pub static KEY: Key = Key {
    name: "max_memory_per_child",
    summary: "at which size a child process is replaced, after its task",
    doc: page!("../../../../spec/keys/max_memory_per_child.md"),
    example: "queue lms.high_mem max_memory_per_child=2Gi",
    places: &[Place {
        scope: Scope::Queue,
        value: Type::Memory(LEAST),
        default: Default::Unset("children are not replaced for their size"),
        conflicts: &[],
        access: field!(Queue: max_memory_per_child),
    }],
};
