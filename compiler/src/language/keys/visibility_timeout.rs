//! `visibility_timeout`: after which a message that was taken and not acknowledged goes to another worker.

use super::prelude::*;

/// kombu's own, in seconds.
pub const DEFAULT: u32 = 3600;

/// The longest that can be written: the longest `eta`, and what runs besides.
pub const LONGEST: u32 = 60 * 86_400;

/// The key.
pub static KEY: Key = Key {
    name: "visibility_timeout",
    summary: "after which a message that was taken and not acknowledged goes to another worker",
    doc: page!("../../../../spec/keys/visibility_timeout.md"),
    example: "broker redis visibility_timeout=4h",
    places: &[Place {
        scope: Scope::Redis,
        value: Type::Duration(60, LONGEST),
        default: Default::Unset("1h, kombu's own, or more where the tasks that the file knows need more"),
        conflicts: &[],
        access: field!(Broker: visibility_timeout),
    }],
};
