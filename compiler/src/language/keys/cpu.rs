//! `cpu`: processor time, or how much of it is used.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "cpu",
    summary: "processor time, or how much of it is used",
    doc: page!("../../../../spec/keys/cpu.md"),
    example: "queue lms.high resources cpu=500m..1",
    places: &[
        Place::new(
            Scope::Resources,
            Type::CpuAmount,
            Default::Unset("no request and no limit, as Tutor's workers"),
            field!(Queue: resources?.cpu),
        ),
        Place::new(Scope::Hpa, Type::Percent(1, 100), Default::Unset("not looked at"), field!(Queue: hpa?.cpu)),
        Place::new(Scope::Budget, Type::Cpu, Default::Unset("no ceiling"), field!(Budget: cpu)),
    ],
};
