//! `metrics`: Prometheus reads Flower.

use crate::language::typed::presence;
use crate::language::{Clause, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "metrics",
    summary: "Prometheus reads Flower",
    doc: page!("../../../../spec/clauses/metrics.md"),
    example: "flower metrics",
    scope: Scope::Metrics,
    alone: true,
    repeats: false,
    presence: presence!(Addon: metrics?),
    one_of: &[],
};
