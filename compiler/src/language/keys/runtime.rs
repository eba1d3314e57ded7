//! `runtime`: how long a task runs.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "runtime",
    summary: "how long a task runs",
    doc: page!("../../../../spec/keys/runtime.md"),
    example: "task lms.djangoapps.instructor_task.tasks.calculate_grades_csv runtime=20m",
    places: &[Place::new(Scope::Task, Type::Duration(1, 604_800), Default::Unset("not known"), field!(Task: runtime))],
};
