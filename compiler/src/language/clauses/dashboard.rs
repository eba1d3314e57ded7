//! `dashboard`: a Grafana dashboard.

use crate::language::typed::presence;
use crate::language::{Clause, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "dashboard",
    summary: "a Grafana dashboard",
    doc: page!("../../../../spec/clauses/dashboard.md"),
    example: "flower metrics dashboard",
    scope: Scope::Dashboard,
    alone: true,
    repeats: false,
    presence: presence!(Addon: dashboard),
    one_of: &[],
};
