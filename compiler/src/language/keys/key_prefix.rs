//! `key_prefix`: what stands before every key in Redis.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "key_prefix",
    summary: "what stands before every key in Redis",
    doc: page!("../../../../spec/keys/key_prefix.md"),
    example: "broker redis key_prefix=campus:",
    places: &[Place {
        scope: Scope::Redis,
        value: Type::Text,
        default: Default::Unset("keys have no prefix"),
        conflicts: &[],
        access: field!(Broker: key_prefix),
    }],
};
