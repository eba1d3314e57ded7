//! `host`: the broker's host, without scheme and port.

use super::prelude::*;

/// The Service of Tutor's Redis.
pub const DEFAULT: &str = "redis";

/// The key.
pub const KEY: Key = Key {
    name: "host",
    summary: "the broker's host, without scheme and port",
    doc: include_str!("../../../../spec/keys/host.md"),
    example: "broker redis host=redis.cache.example",
    places: &[Place {
        scope: Scope::Broker,
        value: Type::Host,
        default: Default::Word(DEFAULT, "the Service of Tutor's Redis"),
        conflicts: &[],
        access: field!(Broker: host),
    }],
};
