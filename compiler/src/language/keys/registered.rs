//! `registered`: the services whose workers know the task.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "registered",
    summary: "the services whose workers know the task",
    doc: page!("../../../../spec/keys/registered.md"),
    example: "task campus.tasks.sync registered=lms,cms",
    places: &[Place {
        scope: Scope::Task,
        value: Type::Texts,
        default: Default::Catalog("the services that register the task"),
        conflicts: &[],
        access: field!(Task: registered),
    }],
};
