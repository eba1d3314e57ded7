//! `disruption`: how many pods a node drain may take at once.

use crate::language::{Clause, Presence, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "disruption",
    summary: "how many pods a node drain may take at once",
    doc: page!("../../../../spec/clauses/disruption.md"),
    example: "queue lms.high replicas=3 disruption max_unavailable=1",
    scope: Scope::Disruption,
    alone: false,
    repeats: false,
    presence: Presence::NONE,
    one_of: &[],
};
