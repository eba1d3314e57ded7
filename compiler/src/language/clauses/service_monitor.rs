//! `service_monitor`: the Prometheus Operator finds the metrics.

use crate::language::typed::presence;
use crate::language::{Clause, Scope};

/// The clause.
pub static CLAUSE: Clause = Clause {
    word: "service_monitor",
    summary: "the Prometheus Operator finds the metrics",
    doc: page!("../../../../spec/clauses/service_monitor.md"),
    example: "exporter service_monitor interval=30s",
    scope: Scope::ServiceMonitor,
    alone: true,
    repeats: false,
    presence: presence!(Addon: service_monitor?),
    one_of: &[],
};
