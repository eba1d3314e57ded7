//! `rollout`: how pods are replaced by those of a new version.

use crate::language::{Clause, Presence, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "rollout",
    summary: "how pods are replaced by those of a new version",
    doc: page!("../../../../spec/clauses/rollout.md"),
    example: "queue lms.high replicas=2 rollout max_surge=1 max_unavailable=0",
    scope: Scope::Rollout,
    alone: false,
    repeats: false,
    presence: Presence::NONE,
    one_of: &[],
};
