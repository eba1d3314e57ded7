//! `broker`: the broker that holds the queues.

use crate::language::{Scope, Statement};

/// The statement.
pub static STATEMENT: Statement = Statement {
    word: "broker",
    subject: "redis | rabbitmq",
    summary: "the broker that holds the queues",
    doc: page!("../../../../spec/statements/broker.md"),
    example: "broker redis host=redis db=0 password=secret:openedx-redis/password",
    scopes: &[Scope::Broker, Scope::Redis, Scope::RabbitMq],
    clauses: &[],
};

/// Where the broker is Redis.
pub const REDIS: Statement = Statement { scopes: &[Scope::Broker, Scope::Redis], ..STATEMENT };
/// Where the broker is RabbitMQ.
pub const RABBITMQ: Statement = Statement { scopes: &[Scope::Broker, Scope::RabbitMq], ..STATEMENT };
