//! `port`: the broker's port.

use super::prelude::*;

/// Redis' own.
pub const DEFAULT: i64 = 6379;

/// The key.
pub const KEY: Key = Key {
    name: "port",
    summary: "the broker's port",
    doc: include_str!("../../../../spec/keys/port.md"),
    example: "broker redis port=6380",
    places: &[Place {
        scope: Scope::Broker,
        value: Type::Integer(1, 65_535),
        default: Default::Integer(DEFAULT, "Redis' own"),
        conflicts: &[],
        access: field!(Broker: port),
    }],
};
