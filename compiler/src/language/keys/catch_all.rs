//! `catch_all`: whether the default worker consumes the queues that nothing else consumes.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "catch_all",
    summary: "whether the default worker consumes the queues that nothing else consumes",
    doc: page!("../../../../spec/keys/catch_all.md"),
    example: "queue lms.default catch_all=on concurrency=2",
    places: &[Place {
        scope: Scope::OneQueue,
        value: Type::Switch,
        default: Default::Word("on", "so that adding a worker starves no queue"),
        conflicts: &[],
        access: field!(Queue: catch_all),
    }],
};
