//! `memory`: memory, or how much of it is used.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "memory",
    summary: "memory, or how much of it is used",
    doc: page!("../../../../spec/keys/memory.md"),
    example: "queue lms.high resources memory=1Gi..2Gi",
    places: &[
        Place::new(
            Scope::Resources,
            Type::MemoryAmount(1 << 20),
            Default::Unset("no request and no limit, as Tutor's workers"),
            field!(Queue: resources?.memory),
        ),
        Place::new(Scope::Hpa, Type::Load, Default::Unset("not looked at"), field!(Queue: hpa?.memory)),
        Place::new(Scope::Budget, Type::Memory(1 << 20), Default::Unset("no ceiling"), field!(Budget: memory)),
    ],
};
