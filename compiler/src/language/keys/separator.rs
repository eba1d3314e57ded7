//! `separator`: what stands between a queue's name and a priority in the name of such a list.

use super::prelude::*;

/// kombu's own.
pub const DEFAULT: &str = "\u{6}\u{16}";

/// The key.
pub static KEY: Key = Key {
    name: "separator",
    summary: "what stands between a queue's name and a priority in the name of such a list",
    doc: page!("../../../../spec/keys/separator.md"),
    example: "broker redis separator=\":\"",
    places: &[Place {
        scope: Scope::Redis,
        value: Type::Text,
        default: Default::Unset("kombu's own, the two control characters U+0006 and U+0016"),
        conflicts: &[],
        access: field!(Broker: separator),
    }],
};
