//! `port`: the broker's port.

use super::prelude::*;

/// Redis' own.
pub const REDIS: i64 = 6379;
/// RabbitMQ's own.
pub const RABBITMQ: i64 = 5672;
/// That of RabbitMQ's encrypted listener.
pub const RABBITMQ_TLS: i64 = 5671;

/// The key.
pub static KEY: Key = Key {
    name: "port",
    summary: "the broker's port",
    doc: page!("../../../../spec/keys/port.md"),
    example: "broker redis port=6380",
    places: &[Place::new(
        Scope::Broker,
        Type::Integer(1, 65_535),
        Default::Word("6379", "Redis' own; 5672 for RabbitMQ, 5671 with `tls`"),
        field!(Broker: port),
    )],
};
