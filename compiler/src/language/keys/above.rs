//! `above`: above which share of failures somebody is told.

use super::prelude::*;

/// Percent.
pub const DEFAULT: u32 = 5;

/// The key.
pub static KEY: Key = Key {
    name: "above",
    summary: "above which share of failures somebody is told",
    doc: page!("../../../../spec/keys/above.md"),
    example: "alerts failure_ratio above=10%",
    places: &[Place::new(
        Scope::FailureRatio,
        Type::Percent(1, 99),
        Default::Word("5%", "that of the exporter's own alerts"),
        field!(Alerts: failure_ratio?.above),
    )],
};
