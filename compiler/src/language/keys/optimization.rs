//! `optimization`: how the worker hands tasks to its child processes.

use super::prelude::*;

words! {
    /// How a worker hands tasks to its child processes.
    Optimization {
        Default = "default": "Celery's own; the same as fair in Celery 5.4 to 5.7",
        Fair = "fair": "a child gets a task only when it is free",
    }
}

/// The key.
pub static KEY: Key = Key {
    name: "optimization",
    summary: "how the worker hands tasks to its child processes",
    doc: page!("../../../../spec/keys/optimization.md"),
    example: "queue lms.high optimization=fair",
    places: &[Place {
        scope: Scope::Queue,
        value: Type::Choice(Optimization::CHOICES),
        default: Default::Unset("Celery's own, which is fair since 4.0"),
        conflicts: &[],
        access: field!(Queue: optimization),
    }],
};
