//! `keda`: KEDA's version in the cluster.

use super::prelude::*;

/// Every object that qc writes is valid from 2.15 on.
pub const DEFAULT: &str = "2.20";

/// The key.
pub static KEY: Key = Key {
    name: "keda",
    summary: "KEDA's version in the cluster",
    doc: page!("../../../../spec/keys/keda.md"),
    example: "site demo keda=2.18",
    places: &[Place {
        scope: Scope::Site,
        value: Type::Version(Version::line(2, 15), Version::line(2, 20)),
        default: Default::Word(DEFAULT, "the newest that qc knows"),
        conflicts: &[],
        access: field!(Site: keda),
    }],
};
