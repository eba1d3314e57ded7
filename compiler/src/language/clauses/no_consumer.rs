//! `no_consumer`: an alert for queues that nobody consumes.

use crate::language::typed::presence;
use crate::language::{Clause, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "no_consumer",
    summary: "an alert for queues that nobody consumes",
    doc: page!("../../../../spec/clauses/no_consumer.md"),
    example: "alerts no_consumer",
    scope: Scope::NoConsumer,
    alone: true,
    repeats: false,
    presence: presence!(Alerts: no_consumer?),
    one_of: &[],
};
