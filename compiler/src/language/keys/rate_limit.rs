//! `rate_limit`: how often a worker starts a task.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "rate_limit",
    summary: "how often a worker starts a task",
    doc: page!("../../../../spec/keys/rate_limit.md"),
    example: "task lms.djangoapps.bulk_email.tasks.send_course_email rate_limit=100/m",
    places: &[Place::new(Scope::Task, Type::RateLimit, Default::Unset("as often as it can"), field!(Task: rate_limit))],
};
