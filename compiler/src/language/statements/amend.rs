//! `amend`: changes a statement of an included file.

use crate::language::Statement;

/// The statement.
pub static STATEMENT: Statement = Statement {
    word: "amend",
    subject: "STATEMENT",
    summary: "changes a statement of an included file",
    doc: page!("../../../../spec/statements/amend.md"),
    example: "amend queue lms.high keda max=3",
    scopes: &[],
    clauses: &[],
};
