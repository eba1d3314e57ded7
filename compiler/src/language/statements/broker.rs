//! `broker`: the broker that holds the queues.

use crate::language::{Scope, Statement};

/// The statement.
pub const STATEMENT: Statement = Statement {
    word: "broker",
    subject: "redis",
    summary: "the broker that holds the queues",
    doc: include_str!("../../../../spec/statements/broker.md"),
    example: "broker redis host=redis db=0 password=secret:openedx-redis/password",
    scopes: &[Scope::Broker],
    clauses: &[],
};
