//! `persistence`: what the program keeps outlives its pod.

use crate::language::typed::presence;
use crate::language::{Clause, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "persistence",
    summary: "what the program keeps outlives its pod",
    doc: page!("../../../../spec/clauses/persistence.md"),
    example: "beat lms persistence size=2Gi",
    scope: Scope::Persistence,
    alone: true,
    repeats: false,
    presence: presence!(Addon: persistence?),
    one_of: &[],
};
