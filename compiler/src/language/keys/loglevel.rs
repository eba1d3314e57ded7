//! `loglevel`: what the worker logs.

use super::prelude::*;

words! {
    /// What a worker logs.
    LogLevel {
        Debug = "debug": "everything",
        Info = "info": "each task's start and end",
        Warning = "warning": "what may go wrong",
        Error = "error": "what went wrong",
        Critical = "critical": "what ends the worker",
    }
}

/// The key.
pub static KEY: Key = Key {
    name: "loglevel",
    summary: "what the worker logs",
    doc: page!("../../../../spec/keys/loglevel.md"),
    example: "queue lms.default loglevel=warning",
    places: &[Place {
        scope: Scope::Queue,
        value: Type::Choice(LogLevel::CHOICES),
        default: Default::Word("info", "as Tutor's workers have it"),
        conflicts: &[],
        access: field!(Queue: loglevel),
    }],
};
