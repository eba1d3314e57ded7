//! `vpa`: the Vertical Pod Autoscaler recommends requests.

use crate::language::typed::presence;
use crate::language::{Clause, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "vpa",
    summary: "the Vertical Pod Autoscaler recommends requests",
    doc: page!("../../../../spec/clauses/vpa.md"),
    example: "queue lms.high vpa",
    scope: Scope::Vpa,
    alone: true,
    repeats: false,
    presence: presence!(Queue: vpa),
    one_of: &[],
};
