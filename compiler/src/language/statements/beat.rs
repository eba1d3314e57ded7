//! `beat`: the program that sends the tasks of a schedule.

use crate::language::clauses::persistence;
use crate::language::{Scope, Statement};

/// The statement.
pub static STATEMENT: Statement = Statement {
    word: "beat",
    subject: "SERVICE",
    summary: "the program that sends the tasks of a schedule",
    doc: page!("../../../../spec/statements/beat.md"),
    example: "beat lms schedule=database",
    scopes: &[Scope::Beat],
    clauses: &[&persistence::CLAUSE],
};
