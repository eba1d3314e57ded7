//! `at_max`: an alert for workers that cannot grow further.

use crate::language::typed::presence;
use crate::language::{Clause, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "at_max",
    summary: "an alert for workers that cannot grow further",
    doc: page!("../../../../spec/clauses/at_max.md"),
    example: "alerts at_max after=1h",
    scope: Scope::AtMax,
    alone: true,
    repeats: false,
    presence: presence!(Alerts: at_max?),
    one_of: &[],
};
