//! `failure_ratio`: an alert for tasks that fail.

use crate::language::typed::presence;
use crate::language::{Clause, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "failure_ratio",
    summary: "an alert for tasks that fail",
    doc: page!("../../../../spec/clauses/failure_ratio.md"),
    example: "alerts failure_ratio above=10%",
    scope: Scope::FailureRatio,
    alone: true,
    repeats: false,
    presence: presence!(Alerts: failure_ratio?),
    one_of: &[],
};
