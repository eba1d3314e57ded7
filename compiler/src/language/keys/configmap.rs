//! `configmap`: a ConfigMap to mount, or to take variables from.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "configmap",
    summary: "a ConfigMap to mount, or to take variables from",
    doc: page!("../../../../spec/keys/configmap.md"),
    example: "service lms env_from configmap=lms-env",
    places: &[
        Place {
            scope: Scope::Volume,
            value: Type::DnsName,
            default: Default::Unset("something else is mounted"),
            conflicts: &["claim", "secret", "size"],
            access: field!(Service: volumes[].configmap),
        },
        Place::new(Scope::EnvFrom, Type::Names, Default::Unset("none"), field!(Service: env_from.configmap)),
    ],
};
