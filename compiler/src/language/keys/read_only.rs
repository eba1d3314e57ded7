//! `read_only`: whether nothing can be written into a volume.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "read_only",
    summary: "whether nothing can be written into a volume",
    doc: page!("../../../../spec/keys/read_only.md"),
    example: "service lms volume path=/etc/lms configmap=lms-config read_only=on",
    places: &[Place::new(
        Scope::Volume,
        Type::Switch,
        Default::Word("off", "Kubernetes' own"),
        field!(Service: volumes[].read_only),
    )],
};
