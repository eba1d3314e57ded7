//! `db`: the index of the Redis database that holds the queues.

use super::prelude::*;

/// Tutor's `OPENEDX_CELERY_REDIS_DB`.
pub const DEFAULT: i64 = 0;

/// The key.
pub static KEY: Key = Key {
    name: "db",
    summary: "the index of the Redis database that holds the queues",
    doc: page!("../../../../spec/keys/db.md"),
    example: "broker redis db=3",
    places: &[Place {
        scope: Scope::Redis,
        value: Type::Integer(0, 65_535),
        default: Default::Integer(DEFAULT, "Tutor's `OPENEDX_CELERY_REDIS_DB`"),
        conflicts: &[],
        access: field!(Broker: db),
    }],
};
