//! `broker_connections`: connections to the broker.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "broker_connections",
    summary: "connections to the broker",
    doc: page!("../../../../spec/keys/broker_connections.md"),
    example: "budget broker_connections=200",
    places: &[Place::new(
        Scope::Budget,
        Type::Integer(1, 10_000_000),
        Default::Unset("no ceiling"),
        field!(Budget: broker_connections),
    )],
};
