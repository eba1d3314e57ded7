//! `backlog_warn`: how many waiting tasks are worth a look.

use super::prelude::*;

/// Tasks.
pub const DEFAULT: i64 = 500;

/// The key.
pub static KEY: Key = Key {
    name: "backlog_warn",
    summary: "how many waiting tasks are worth a look",
    doc: page!("../../../../spec/keys/backlog_warn.md"),
    example: "alerts backlog_warn=500",
    places: &[Place::new(
        Scope::Alerts,
        Type::Integer(1, 100_000_000),
        Default::Integer(DEFAULT, "where operators of large sites begin to look"),
        field!(Alerts: backlog_warn),
    )],
};
