//! `route`: which queue a task is sent to.

use crate::language::{Scope, Statement};

/// The statement.
pub static STATEMENT: Statement = Statement {
    word: "route",
    subject: "TASK, … -> QUEUE",
    summary: "which queue a task is sent to",
    doc: page!("../../../../spec/statements/route.md"),
    example: "route cms.djangoapps.contentstore.tasks.import_olx -> cms.high",
    scopes: &[Scope::Route],
    clauses: &[],
};
