//! `vhost`: the virtual host of RabbitMQ.

use super::prelude::*;

/// RabbitMQ's own.
pub const DEFAULT: &str = "/";

/// The key.
pub static KEY: Key = Key {
    name: "vhost",
    summary: "the virtual host of RabbitMQ",
    doc: page!("../../../../spec/keys/vhost.md"),
    example: "broker rabbitmq vhost=openedx",
    places: &[Place::new(Scope::RabbitMq, Type::Text, Default::Word(DEFAULT, "RabbitMQ's own"), field!(Broker: vhost))],
};
