//! `idempotent`: whether a task can run twice without harm.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "idempotent",
    summary: "whether a task can run twice without harm",
    doc: page!("../../../../spec/keys/idempotent.md"),
    example: "task lms.djangoapps.grades.tasks.compute_grades_for_course_v2 idempotent=on",
    places: &[Place::new(Scope::Task, Type::Switch, Default::Unset("not known"), field!(Task: idempotent))],
};
