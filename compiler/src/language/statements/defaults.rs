//! `defaults`: what queues inherit, all of them or those of some services.

use crate::language::{Scope, Statement, clauses};

/// The statement.
pub static STATEMENT: Statement = Statement {
    word: "defaults",
    subject: "[SERVICE, …]",
    summary: "what queues inherit, all of them or those of some services",
    doc: page!("../../../../spec/statements/defaults.md"),
    example: "defaults lms max_tasks_per_child=50",
    scopes: &[Scope::Queue],
    clauses: clauses::INHERITED,
};
