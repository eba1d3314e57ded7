//! `management_port`: the port of RabbitMQ's management plugin.

use super::prelude::*;

/// The plugin's own.
pub const DEFAULT: i64 = 15_672;
/// The one that RabbitMQ's documentation gives the plugin's TLS listener (Management Plugin, HTTPS).
pub const TLS: i64 = 15_671;

/// The key.
pub static KEY: Key = Key {
    name: "management_port",
    summary: "the port of RabbitMQ's management plugin",
    doc: page!("../../../../spec/keys/management_port.md"),
    example: "broker rabbitmq management_port=15671 tls=on",
    places: &[Place::new(
        Scope::RabbitMq,
        Type::Integer(0, 65_535),
        Default::Integer(DEFAULT, "the plugin's own; with `tls=on` it is 15671"),
        field!(Broker: management_port),
    )],
};
