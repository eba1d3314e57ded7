//! `site`: one Open edX site: its release, its namespace, its image.

use crate::language::{Scope, Statement};

/// The statement.
pub static STATEMENT: Statement = Statement {
    word: "site",
    subject: "NAME",
    summary: "one Open edX site: its release, its namespace, its image",
    doc: page!("../../../../spec/statements/site.md"),
    example: "site demo release=verawood namespace=openedx",
    scopes: &[Scope::Site],
    clauses: &[],
};
