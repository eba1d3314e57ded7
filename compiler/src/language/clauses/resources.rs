//! `resources`: what each pod asks for, and the most that it gets.

use crate::language::{Clause, Presence, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "resources",
    summary: "what each pod asks for, and the most that it gets",
    doc: page!("../../../../spec/clauses/resources.md"),
    example: "queue lms.high resources cpu=500m..1 memory=1Gi..2Gi",
    scope: Scope::Resources,
    alone: false,
    repeats: false,
    presence: Presence::NONE,
    one_of: &[],
};
