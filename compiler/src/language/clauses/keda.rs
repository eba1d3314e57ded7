//! `keda`: the worker is scaled by the length of its queues.

use crate::language::typed::presence;
use crate::language::{Clause, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "keda",
    summary: "the worker is scaled by the length of its queues",
    doc: page!("../../../../spec/clauses/keda.md"),
    example: "queue lms.high keda min=1 max=6",
    scope: Scope::Keda,
    alone: true,
    repeats: false,
    presence: presence!(Queue: keda?),
    one_of: &[],
};
