//! `secret`: a Secret to mount, or to take variables from.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "secret",
    summary: "a Secret to mount, or to take variables from",
    doc: page!("../../../../spec/keys/secret.md"),
    example: "service lms env_from secret=lms-env",
    places: &[
        Place {
            scope: Scope::Volume,
            value: Type::DnsName,
            default: Default::Unset("something else is mounted"),
            conflicts: &["claim", "configmap", "size"],
            access: field!(Service: volumes[].secret),
        },
        Place::new(Scope::EnvFrom, Type::Names, Default::Unset("none"), field!(Service: env_from.secret)),
    ],
};
