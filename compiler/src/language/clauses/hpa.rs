//! `hpa`: the worker is scaled by the processor time or memory that its pods use.

use crate::language::typed::presence;
use crate::language::{Clause, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "hpa",
    summary: "the worker is scaled by the processor time or memory that its pods use",
    doc: page!("../../../../spec/clauses/hpa.md"),
    example: "queue lms.high resources cpu=500m hpa max=6 cpu=70%",
    scope: Scope::Hpa,
    alone: false,
    repeats: false,
    presence: presence!(Queue: hpa?),
    one_of: &["cpu", "memory"],
};
