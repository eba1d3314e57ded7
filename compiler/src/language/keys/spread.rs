//! `spread`: what the pods are spread over.

use super::prelude::*;

words! {
    /// What pods are spread over.
    Spread {
        Zone = "zone": "the zones of the cluster",
        Host = "host": "the nodes of the cluster",
    }
}

/// The key.
pub static KEY: Key = Key {
    name: "spread",
    summary: "what the pods are spread over",
    doc: page!("../../../../spec/keys/spread.md"),
    example: "queue lms.high place spread=zone",
    places: &[Place {
        scope: Scope::Place,
        value: Type::Choice(Spread::CHOICES),
        default: Default::Unset("as the scheduler likes"),
        conflicts: &[],
        access: field!(Queue: place?.spread),
    }],
};
