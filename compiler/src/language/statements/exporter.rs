//! `exporter`: celery-exporter: how long queues are, for Prometheus.

use crate::language::clauses::{dashboard, service_monitor};
use crate::language::{Scope, Statement};

/// The statement.
pub static STATEMENT: Statement = Statement {
    word: "exporter",
    subject: "",
    summary: "celery-exporter: how long queues are, for Prometheus",
    doc: page!("../../../../spec/statements/exporter.md"),
    example: "exporter service_monitor dashboard",
    scopes: &[Scope::Exporter],
    clauses: &[&service_monitor::CLAUSE, &dashboard::CLAUSE],
};
