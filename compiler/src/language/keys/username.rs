//! `username`: the broker's user.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "username",
    summary: "the broker's user",
    doc: page!("../../../../spec/keys/username.md"),
    example: "broker redis username=celery password=secret:openedx-redis/password",
    places: &[Place {
        scope: Scope::Broker,
        value: Type::Text,
        default: Default::Unset("Redis' default user"),
        conflicts: &[],
        access: field!(Broker: username),
    }],
};
