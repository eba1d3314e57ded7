//! `backlog_critical`: how many waiting tasks cannot wait.

use super::prelude::*;

/// Tasks.
pub const DEFAULT: i64 = 1000;

/// The key.
pub static KEY: Key = Key {
    name: "backlog_critical",
    summary: "how many waiting tasks cannot wait",
    doc: page!("../../../../spec/keys/backlog_critical.md"),
    example: "alerts backlog_critical=1000",
    places: &[Place::new(
        Scope::Alerts,
        Type::Integer(1, 100_000_000),
        Default::Integer(DEFAULT, "where operators of large sites worry about the broker's memory"),
        field!(Alerts: backlog_critical),
    )],
};
