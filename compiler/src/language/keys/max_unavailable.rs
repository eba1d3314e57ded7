//! `max_unavailable`: how many pods may be missing at once.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "max_unavailable",
    summary: "how many pods may be missing at once",
    doc: page!("../../../../spec/keys/max_unavailable.md"),
    example: "queue lms.high replicas=3 disruption max_unavailable=1",
    places: &[
        Place {
            scope: Scope::Disruption,
            value: Type::Portion,
            default: Default::Unset("drains are not held back"),
            conflicts: &["min_available"],
            access: field!(Queue: disruption?.max_unavailable),
        },
        Place::new(
            Scope::Rollout,
            Type::Portion,
            Default::Word("25%", "Kubernetes' own"),
            field!(Queue: rollout?.max_unavailable),
        ),
    ],
};
