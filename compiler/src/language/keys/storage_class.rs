//! `storage_class`: a volume's storage class.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "storage_class",
    summary: "a volume's storage class",
    doc: page!("../../../../spec/keys/storage_class.md"),
    example: "beat lms persistence storage_class=fast",
    places: &[Place::new(
        Scope::Persistence,
        Type::DnsName,
        Default::Unset("the cluster's default"),
        field!(Addon: persistence?.storage_class),
    )],
};
