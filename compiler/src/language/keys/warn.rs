//! `warn`: how many waiting tasks are worth a look.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "warn",
    summary: "how many waiting tasks are worth a look",
    doc: page!("../../../../spec/keys/warn.md"),
    example: "queue lms.high alert warn=200 critical=2000 after=15m",
    places: &[Place::new(
        Scope::Alert,
        Type::Integer(1, 100_000_000),
        Default::Unset("`backlog_warn` of `alerts`"),
        field!(Queue: alert?.warn),
    )],
};
