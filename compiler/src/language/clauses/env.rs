//! `env`: environment variables of the workers, as `NAME=value`.

use crate::language::{Clause, Presence, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "env",
    summary: "environment variables of the workers, as `NAME=value`",
    doc: page!("../../../../spec/clauses/env.md"),
    example: "queue lms.high env REPORT_DIR=/tmp/reports",
    scope: Scope::Env,
    alone: false,
    repeats: false,
    presence: Presence::NONE,
    one_of: &[],
};
