//! `alerts`: alerts for Prometheus about queues and workers.

use crate::language::clauses::{at_max, failure_ratio, no_consumer, scaler_error};
use crate::language::{Scope, Statement};

/// The statement.
pub static STATEMENT: Statement = Statement {
    word: "alerts",
    subject: "",
    summary: "alerts for Prometheus about queues and workers",
    doc: page!("../../../../spec/statements/alerts.md"),
    example: "alerts backlog_warn=500 no_consumer scaler_error",
    scopes: &[Scope::Alerts],
    clauses: &[&no_consumer::CLAUSE, &scaler_error::CLAUSE, &at_max::CLAUSE, &failure_ratio::CLAUSE],
};
