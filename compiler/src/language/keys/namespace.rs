//! `namespace`: the namespace of all objects.

use super::prelude::*;

/// Tutor's `K8S_NAMESPACE`.
pub const DEFAULT: &str = "openedx";
/// That of Kubernetes, for what names none.
pub const KUBERNETES: &str = "default";

/// The key.
pub static KEY: Key = Key {
    name: "namespace",
    summary: "the namespace of all objects",
    doc: page!("../../../../spec/keys/namespace.md"),
    example: "site demo namespace=openedx",
    places: &[Place {
        scope: Scope::Site,
        value: Type::DnsLabel(63),
        default: Default::Word(DEFAULT, "Tutor's own; without LMS and CMS the site's name"),
        conflicts: &[],
        access: field!(Site: namespace),
    }],
};
