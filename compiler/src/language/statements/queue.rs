//! `queue`: a queue and the worker that consumes it.

use crate::language::{Scope, Statement, clauses};

/// The statement.
pub static STATEMENT: Statement = Statement {
    word: "queue",
    subject: "SERVICE.VARIANT, …",
    summary: "a queue and the worker that consumes it",
    doc: page!("../../../../spec/statements/queue.md"),
    example: "queue lms.high_mem pool=gevent concurrency=100 keda max=30",
    scopes: &[Scope::OneQueue, Scope::Queue],
    clauses: &clauses::OF_QUEUE,
};
