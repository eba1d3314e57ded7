//! `priority`: how urgent a task is.

use super::prelude::*;

/// The most urgent priority.
pub const MOST: i64 = 9;

/// The key.
pub static KEY: Key = Key {
    name: "priority",
    summary: "how urgent a task is",
    doc: page!("../../../../spec/keys/priority.md"),
    example: "route lms.djangoapps.grades.tasks.compute_all_grades_for_course -> cms.default priority=3",
    places: &[Place::new(
        Scope::Route,
        Type::Integer(0, MOST),
        Default::Unset("no priority: in RabbitMQ the least urgent, in Redis the most"),
        field!(Route: priority),
    )],
};
