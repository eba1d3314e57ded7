//! `service`: what differs from the release in a Celery application: `lms` or `cms`.

use crate::language::clauses::env;
use crate::language::{Scope, Statement};

/// The statement.
pub const STATEMENT: Statement = Statement {
    word: "service",
    subject: "NAME",
    summary: "what differs from the release in a Celery application: `lms` or `cms`",
    doc: include_str!("../../../../spec/statements/service.md"),
    example: "service lms settings=lms.envs.tutor.production",
    scopes: &[Scope::Service],
    clauses: &[&env::CLAUSE],
};
