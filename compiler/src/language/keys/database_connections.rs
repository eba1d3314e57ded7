//! `database_connections`: connections to the database.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "database_connections",
    summary: "connections to the database",
    doc: page!("../../../../spec/keys/database_connections.md"),
    example: "budget database_connections=150",
    places: &[Place::new(
        Scope::Budget,
        Type::Integer(1, 10_000_000),
        Default::Unset("no ceiling"),
        field!(Budget: database_connections),
    )],
};
