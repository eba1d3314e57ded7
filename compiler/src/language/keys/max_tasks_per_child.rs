//! `max_tasks_per_child`: after how many tasks a child process is replaced.

use super::prelude::*;

/// Tutor's value.
pub const DEFAULT: i64 = 100;

/// The key.
pub static KEY: Key = Key {
    name: "max_tasks_per_child",
    summary: "after how many tasks a child process is replaced",
    doc: page!("../../../../spec/keys/max_tasks_per_child.md"),
    example: "queue lms.default max_tasks_per_child=50",
    places: &[Place {
        scope: Scope::Queue,
        value: Type::Integer(1, i64::MAX),
        default: Default::Integer(DEFAULT, "as Tutor's workers have it; prefork only"),
        conflicts: &[],
        access: field!(Queue: max_tasks_per_child),
    }],
};
