//! `auth`: where user and password of Flower are kept.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "auth",
    summary: "where user and password of Flower are kept",
    doc: page!("../../../../spec/keys/auth.md"),
    example: "flower auth=secret:flower/auth",
    places: &[Place::new(
        Scope::Flower,
        Type::Reference,
        Default::Unset("whoever reaches Flower may use it"),
        field!(Addon: auth),
    )],
};
