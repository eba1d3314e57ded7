//! `release`: the Open edX release.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "release",
    summary: "the Open edX release",
    doc: page!("../../../../spec/keys/release.md"),
    example: "site demo release=verawood",
    places: &[Place {
        scope: Scope::Site,
        value: Type::Text,
        default: Default::Catalog("the newest release that qc knows"),
        conflicts: &[],
        access: field!(Site: release),
    }],
};
