//! `replicas`: pods, where nothing scales them.

use super::prelude::*;

/// Tutor's own.
pub const DEFAULT: i64 = 1;

/// The key.
pub static KEY: Key = Key {
    name: "replicas",
    summary: "pods, where nothing scales them",
    doc: page!("../../../../spec/keys/replicas.md"),
    example: "queue lms.high replicas=2",
    places: &[
        Place::new(
            Scope::Queue,
            Type::Integer(0, 1000),
            Default::Integer(DEFAULT, "as Tutor's workers"),
            field!(Queue: replicas),
        ),
        Place::new(Scope::Budget, Type::Integer(1, 1_000_000), Default::Unset("no ceiling"), field!(Budget: replicas)),
    ],
};
