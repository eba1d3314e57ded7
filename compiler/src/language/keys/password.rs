//! `password`: where the broker's password is kept.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "password",
    summary: "where the broker's password is kept",
    doc: page!("../../../../spec/keys/password.md"),
    example: "broker redis password=secret:openedx-redis/password",
    places: &[Place {
        scope: Scope::Broker,
        value: Type::Reference,
        default: Default::Unset("the broker asks for none"),
        conflicts: &[],
        access: field!(Broker: password),
    }],
};
