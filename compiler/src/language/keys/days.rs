//! `days`: the days of a window.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "days",
    summary: "the days of a window",
    doc: page!("../../../../spec/keys/days.md"),
    example: "queue lms.high keda min=1 max=6 window days=mon-fri hours=08:00-18:00 min=3",
    places: &[Place::new(
        Scope::Window,
        Type::Days,
        Default::Word("mon-sun", "every day"),
        field!(Queue: windows[].days),
    )],
};
