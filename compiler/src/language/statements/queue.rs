//! `queue`: a queue and the worker that consumes it.

use crate::language::clauses::{
    alert, claim, disruption, env, hpa, keda, place, resources, rollout, scale_down, scale_up, vpa, window,
};
use crate::language::{Scope, Statement};

/// The statement.
pub static STATEMENT: Statement = Statement {
    word: "queue",
    subject: "SERVICE.VARIANT, …",
    summary: "a queue and the worker that consumes it",
    doc: include_str!("../../../../spec/statements/queue.md"),
    example: "queue lms.high_mem pool=gevent concurrency=100 keda max=30",
    scopes: &[Scope::OneQueue, Scope::Queue],
    clauses: &[
        &keda::CLAUSE,
        &hpa::CLAUSE,
        &scale_up::CLAUSE,
        &scale_down::CLAUSE,
        &window::CLAUSE,
        &vpa::CLAUSE,
        &resources::CLAUSE,
        &env::CLAUSE,
        &place::CLAUSE,
        &disruption::CLAUSE,
        &rollout::CLAUSE,
        &claim::CLAUSE,
        &alert::CLAUSE,
    ],
};
