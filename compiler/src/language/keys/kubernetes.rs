//! `kubernetes`: the cluster's version.

use super::prelude::*;

/// What is written for a cluster of this version runs on newer ones too.
pub const DEFAULT: &str = "1.33";

/// The key.
pub static KEY: Key = Key {
    name: "kubernetes",
    summary: "the cluster's version",
    doc: page!("../../../../spec/keys/kubernetes.md"),
    example: "site demo kubernetes=1.34",
    places: &[Place {
        scope: Scope::Site,
        value: Type::Version(Version::line(1, 28), Version::line(1, 37)),
        default: Default::Word(DEFAULT, "the oldest that the newest KEDA supports"),
        conflicts: &[],
        access: field!(Site: kubernetes),
    }],
};
