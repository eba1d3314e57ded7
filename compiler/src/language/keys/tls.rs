//! `tls`: whether connections to the broker are encrypted.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "tls",
    summary: "whether connections to the broker are encrypted",
    doc: page!("../../../../spec/keys/tls.md"),
    example: "broker redis tls=on",
    places: &[Place {
        scope: Scope::Broker,
        value: Type::Switch,
        default: Default::Word("off", "as Tutor's Redis"),
        conflicts: &[],
        access: field!(Broker: tls),
    }],
};
