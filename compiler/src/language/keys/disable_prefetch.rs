//! `disable_prefetch`: whether a pod takes a message only when it can run it.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "disable_prefetch",
    summary: "whether a pod takes a message only when it can run it",
    doc: page!("../../../../spec/keys/disable_prefetch.md"),
    example: "queue lms.high_mem disable_prefetch=on",
    places: &[Place {
        scope: Scope::Queue,
        value: Type::Switch,
        default: Default::Word("off", "Celery's own"),
        conflicts: &[],
        access: field!(Queue: disable_prefetch),
    }],
};
