//! `cooldown`: how long the queue must be empty before the last pods are stopped.

use super::prelude::*;

/// KEDA's own, in seconds.
pub const DEFAULT: u32 = 300;

/// The key.
pub static KEY: Key = Key {
    name: "cooldown",
    summary: "how long the queue must be empty before the last pods are stopped",
    doc: page!("../../../../spec/keys/cooldown.md"),
    example: "queue lms.high keda cooldown=10m",
    places: &[Place {
        scope: Scope::Keda,
        value: Type::Duration(0, 86_400),
        default: Default::Duration(DEFAULT, "KEDA's own"),
        conflicts: &[],
        access: field!(Queue: keda?.cooldown),
    }],
};
