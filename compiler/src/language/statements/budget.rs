//! `budget`: ceilings for the whole site at full scale.

use crate::language::{Scope, Statement};

/// The statement.
pub static STATEMENT: Statement = Statement {
    word: "budget",
    subject: "",
    summary: "ceilings for the whole site at full scale",
    doc: page!("../../../../spec/statements/budget.md"),
    example: "budget broker_connections=200 replicas=40",
    scopes: &[Scope::Budget],
    clauses: &[],
};
