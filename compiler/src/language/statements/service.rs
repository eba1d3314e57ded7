//! `service`: a Celery application: one of the site's own, or what differs from the release in `lms` or `cms`.

use crate::language::clauses::{env, env_from, volume};
use crate::language::{Scope, Statement};

/// The statement.
pub static STATEMENT: Statement = Statement {
    word: "service",
    subject: "NAME",
    summary: "a Celery application: one of the site's own, or what differs from the release in `lms` or `cms`",
    doc: page!("../../../../spec/statements/service.md"),
    example: "service lms settings=lms.envs.tutor.production",
    scopes: &[Scope::Service],
    clauses: &[&env::CLAUSE, &env_from::CLAUSE, &volume::CLAUSE],
};
