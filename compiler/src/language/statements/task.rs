//! `task`: facts of a task: of a plugin's, or of one that the release has.

use crate::language::{Scope, Statement};

/// The statement.
pub static STATEMENT: Statement = Statement {
    word: "task",
    subject: "NAME",
    summary: "facts of a task: of a plugin's, or of one that the release has",
    doc: page!("../../../../spec/statements/task.md"),
    example: "task campus.tasks.sync registered=lms,cms time_limit=10m",
    scopes: &[Scope::Task],
    clauses: &[],
};
