//! `priority_class`: the pods' priority class.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "priority_class",
    summary: "the pods' priority class",
    doc: page!("../../../../spec/keys/priority_class.md"),
    example: "queue lms.high priority_class=workers",
    places: &[Place {
        scope: Scope::Queue,
        value: Type::DnsName,
        default: Default::Unset("the cluster's default"),
        conflicts: &[],
        access: field!(Queue: priority_class),
    }],
};
