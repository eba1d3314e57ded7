//! `alert`: numbers of waiting tasks at which somebody is told.

use crate::language::{Clause, Presence, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "alert",
    summary: "numbers of waiting tasks at which somebody is told",
    doc: page!("../../../../spec/clauses/alert.md"),
    example: "queue lms.high alert warn=200 critical=2000",
    scope: Scope::Alert,
    alone: false,
    repeats: false,
    presence: Presence::NONE,
    one_of: &["warn", "critical", "after"],
};
