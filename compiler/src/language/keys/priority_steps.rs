//! `priority_steps`: the priorities that get a list of their own in Redis.

use super::prelude::*;

/// kombu's own.
pub const DEFAULT: &[i64] = &[0, 3, 6, 9];

/// The key.
pub static KEY: Key = Key {
    name: "priority_steps",
    summary: "the priorities that get a list of their own in Redis",
    doc: page!("../../../../spec/keys/priority_steps.md"),
    example: "broker redis priority_steps=0,5,9",
    places: &[Place {
        scope: Scope::Redis,
        value: Type::Steps(0, 9),
        default: Default::Unset("kombu's own: 0, 3, 6 and 9"),
        conflicts: &[],
        access: field!(Broker: priority_steps),
    }],
};
