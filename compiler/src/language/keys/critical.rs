//! `critical`: how many waiting tasks cannot wait.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "critical",
    summary: "how many waiting tasks cannot wait",
    doc: page!("../../../../spec/keys/critical.md"),
    example: "queue lms.high alert warn=200 critical=2000 after=15m",
    places: &[Place::new(
        Scope::Alert,
        Type::Integer(1, 100_000_000),
        Default::Unset("`backlog_critical` of `alerts`"),
        field!(Queue: alert?.critical),
    )],
};
