//! `service_account`: the pods' service account.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "service_account",
    summary: "the pods' service account",
    doc: page!("../../../../spec/keys/service_account.md"),
    example: "queue lms.high place service_account=workers",
    places: &[Place {
        scope: Scope::Place,
        value: Type::DnsName,
        default: Default::Unset("the namespace's default"),
        conflicts: &[],
        access: field!(Queue: place?.service_account),
    }],
};
