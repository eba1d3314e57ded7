//! `args`: further arguments of `celery worker`, as they are.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "args",
    summary: "further arguments of `celery worker`, as they are",
    doc: page!("../../../../spec/keys/args.md"),
    example: "queue lms.default args=\"--heartbeat-interval=10\"",
    places: &[Place {
        scope: Scope::Queue,
        value: Type::Texts,
        default: Default::Unset("no further arguments"),
        conflicts: &[],
        access: field!(Queue: args),
    }],
};
