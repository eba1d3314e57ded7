//! `time_limit`: after which a task is killed.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "time_limit",
    summary: "after which a task is killed",
    doc: page!("../../../../spec/keys/time_limit.md"),
    example: "queue lms.high time_limit=10m",
    places: &[
        Place {
            scope: Scope::Queue,
            value: Type::Duration(1, 30 * 86_400),
            default: Default::Unset("tasks run as long as they like"),
            conflicts: &[],
            access: field!(Queue: time_limit),
        },
        Place {
            scope: Scope::Task,
            value: Type::Duration(1, 30 * 86_400),
            default: Default::Catalog("the limit in the task's own code, where it has one"),
            conflicts: &[],
            access: field!(Task: time_limit),
        },
    ],
};
