//! `claim`: a PersistentVolumeClaim to mount.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "claim",
    summary: "a PersistentVolumeClaim to mount",
    doc: page!("../../../../spec/keys/claim.md"),
    example: "service lms volume path=/openedx/media claim=openedx-media",
    places: &[Place {
        scope: Scope::Volume,
        value: Type::DnsName,
        default: Default::Unset("something else is mounted"),
        conflicts: &["configmap", "secret", "size"],
        access: field!(Service: volumes[].claim),
    }],
};
