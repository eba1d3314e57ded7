//! `settings`: the Django settings module of the workers.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "settings",
    summary: "the Django settings module of the workers",
    doc: page!("../../../../spec/keys/settings.md"),
    example: "service lms settings=lms.envs.tutor.production",
    places: &[Place {
        scope: Scope::Service,
        value: Type::Text,
        default: Default::Catalog("Tutor's production settings"),
        conflicts: &[],
        access: field!(Service: settings),
    }],
};
