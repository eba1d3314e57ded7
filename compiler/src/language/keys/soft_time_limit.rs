//! `soft_time_limit`: after which a task is told to stop by an exception.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "soft_time_limit",
    summary: "after which a task is told to stop by an exception",
    doc: page!("../../../../spec/keys/soft_time_limit.md"),
    example: "queue lms.high soft_time_limit=9m time_limit=10m",
    places: &[
        Place {
            scope: Scope::Queue,
            value: Type::Duration(1, 30 * 86_400),
            default: Default::Unset("tasks are not told to stop"),
            conflicts: &[],
            access: field!(Queue: soft_time_limit),
        },
        Place {
            scope: Scope::Task,
            value: Type::Duration(1, 30 * 86_400),
            default: Default::Unset("the task is not told to stop"),
            conflicts: &[],
            access: field!(Task: soft_time_limit),
        },
    ],
};
