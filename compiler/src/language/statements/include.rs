//! `include`: reads another file first.

use crate::language::Statement;

/// The statement.
pub static STATEMENT: Statement = Statement {
    word: "include",
    subject: "\"FILE\"",
    summary: "reads another file first",
    doc: page!("../../../../spec/statements/include.md"),
    example: "include base.celq",
    scopes: &[],
    clauses: &[],
};
