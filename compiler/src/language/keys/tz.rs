//! `tz`: the time zone of a window.

use super::prelude::*;

/// What a cluster's clock shows.
pub const DEFAULT: &str = "UTC";

/// The key.
pub static KEY: Key = Key {
    name: "tz",
    summary: "the time zone of a window",
    doc: page!("../../../../spec/keys/tz.md"),
    example: "queue lms.high keda min=1 max=6 window hours=08:00-18:00 tz=Europe/Madrid min=3",
    places: &[Place::new(
        Scope::Window,
        Type::TimeZone,
        Default::Word(DEFAULT, "what a cluster's clock shows"),
        field!(Queue: windows[].tz),
    )],
};
