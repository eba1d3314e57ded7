//! `hours`: from when to when a window is open.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "hours",
    summary: "from when to when a window is open",
    doc: page!("../../../../spec/keys/hours.md"),
    example: "queue lms.high keda min=1 max=6 window days=mon-fri hours=22:00-06:00 min=3",
    places: &[Place::new(Scope::Window, Type::Hours, Default::Required, field!(Queue: windows[].hours))],
};
