//! `defaults`: what queues inherit, all of them or those of some services.

use crate::language::clauses::{
    alert, disruption, env, hpa, keda, place, resources, rollout, scale_down, scale_up, vpa, window,
};
use crate::language::{Scope, Statement};

/// The statement.
pub static STATEMENT: Statement = Statement {
    word: "defaults",
    subject: "[SERVICE, …]",
    summary: "what queues inherit, all of them or those of some services",
    doc: include_str!("../../../../spec/statements/defaults.md"),
    example: "defaults lms max_tasks_per_child=50",
    scopes: &[Scope::Queue],
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
        &alert::CLAUSE,
    ],
};
