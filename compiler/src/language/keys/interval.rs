//! `interval`: how often Prometheus reads the metrics.

use super::prelude::*;

/// Seconds.
pub const DEFAULT: u32 = 30;

/// The key.
pub static KEY: Key = Key {
    name: "interval",
    summary: "how often Prometheus reads the metrics",
    doc: page!("../../../../spec/keys/interval.md"),
    example: "flower metrics service_monitor interval=30s",
    places: &[Place::new(
        Scope::ServiceMonitor,
        Type::Duration(5, 3600),
        Default::Duration(DEFAULT, "what most Prometheus read with"),
        field!(Addon: service_monitor?.interval),
    )],
};
