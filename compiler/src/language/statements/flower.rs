//! `flower`: a page that shows workers and tasks.

use crate::language::clauses::{dashboard, metrics, persistence, service_monitor};
use crate::language::{Scope, Statement};

/// The statement.
pub static STATEMENT: Statement = Statement {
    word: "flower",
    subject: "",
    summary: "a page that shows workers and tasks",
    doc: page!("../../../../spec/statements/flower.md"),
    example: "flower auth=secret:flower/auth metrics dashboard",
    scopes: &[Scope::Flower],
    clauses: &[&metrics::CLAUSE, &service_monitor::CLAUSE, &dashboard::CLAUSE, &persistence::CLAUSE],
};
