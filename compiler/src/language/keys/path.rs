//! `path`: where a volume is mounted.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "path",
    summary: "where a volume is mounted",
    doc: page!("../../../../spec/keys/path.md"),
    example: "service lms volume path=/openedx/media claim=openedx-media",
    places: &[Place::new(Scope::Volume, Type::Path, Default::Required, field!(Service: volumes[].path))],
};
