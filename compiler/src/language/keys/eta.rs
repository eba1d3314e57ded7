//! `eta`: how far ahead a task is sent.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "eta",
    summary: "how far ahead a task is sent",
    doc: page!("../../../../spec/keys/eta.md"),
    example: "task lms.djangoapps.grades.tasks.compute_grades_for_course_v2 eta=1h",
    places: &[Place::new(
        Scope::Task,
        Type::Duration(1, 2_592_000),
        Default::Unset("sent to run at once"),
        field!(Task: eta),
    )],
};
