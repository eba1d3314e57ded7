//! `host`: a host's name, without scheme and port.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "host",
    summary: "a host's name, without scheme and port",
    doc: page!("../../../../spec/keys/host.md"),
    example: "broker redis host=redis.cache.example",
    places: &[
        Place::new(
            Scope::Broker,
            Type::Host,
            Default::Word("redis", "the Service of Tutor's Redis; `rabbitmq` for RabbitMQ"),
            field!(Broker: host),
        ),
        Place::new(
            Scope::Flower,
            Type::Host,
            Default::Unset("reached inside of the cluster alone"),
            field!(Addon: host),
        ),
    ],
};
