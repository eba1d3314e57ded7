//! `polling_interval`: how often KEDA looks at the queue while there are no pods.

use super::prelude::*;

/// KEDA's own, in seconds.
pub const DEFAULT: u32 = 30;

/// The key.
pub static KEY: Key = Key {
    name: "polling_interval",
    summary: "how often KEDA looks at the queue while there are no pods",
    doc: page!("../../../../spec/keys/polling_interval.md"),
    example: "queue lms.high keda polling_interval=10s",
    places: &[Place {
        scope: Scope::Keda,
        value: Type::Duration(1, 3600),
        default: Default::Duration(DEFAULT, "KEDA's own"),
        conflicts: &[],
        access: field!(Queue: keda?.polling_interval),
    }],
};
