//! `expose`: whether the metrics are served to the world too.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "expose",
    summary: "whether the metrics are served to the world too",
    doc: page!("../../../../spec/keys/expose.md"),
    example: "flower host=flower.example auth=secret:flower/auth metrics expose=on",
    places: &[Place::new(
        Scope::Metrics,
        Type::Switch,
        Default::Word("off", "inside of the cluster alone"),
        field!(Addon: metrics?.expose),
    )],
};
