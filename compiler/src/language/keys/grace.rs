//! `grace`: how long a pod may take to finish its tasks when it is stopped.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "grace",
    summary: "how long a pod may take to finish its tasks when it is stopped",
    doc: page!("../../../../spec/keys/grace.md"),
    example: "queue lms.high_mem grace=2h10m",
    places: &[Place {
        scope: Scope::Queue,
        value: Type::Duration(1, 7 * 86_400),
        default: Default::Unset(
            "the longest time limit or runtime of the worker's tasks and a little more; 10m at least without a limit",
        ),
        conflicts: &[],
        access: field!(Queue: grace),
    }],
};
