//! `max_surge`: how many pods may be there beyond the wanted number.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "max_surge",
    summary: "how many pods may be there beyond the wanted number",
    doc: page!("../../../../spec/keys/max_surge.md"),
    example: "queue lms.high replicas=2 rollout max_surge=1 max_unavailable=0",
    places: &[Place::new(
        Scope::Rollout,
        Type::Portion,
        Default::Word("25%", "Kubernetes' own"),
        field!(Queue: rollout?.max_surge),
    )],
};
