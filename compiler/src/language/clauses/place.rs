//! `place`: where the pods may run, and as whom.

use crate::language::{Clause, Presence, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "place",
    summary: "where the pods may run, and as whom",
    doc: page!("../../../../spec/clauses/place.md"),
    example: "queue lms.high place node=pool:workers spread=zone",
    scope: Scope::Place,
    alone: false,
    repeats: false,
    presence: Presence::NONE,
    one_of: &[],
};
