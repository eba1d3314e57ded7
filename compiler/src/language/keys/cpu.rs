//! `cpu`: processor time: the request, or request..limit.

use super::prelude::*;

/// The key.
pub const KEY: Key = Key {
    name: "cpu",
    summary: "processor time: the request, or request..limit",
    doc: include_str!("../../../../spec/keys/cpu.md"),
    example: "queue lms.high resources cpu=500m..1",
    places: &[Place {
        scope: Scope::Resources,
        value: Type::CpuAmount,
        default: Default::Unset("no request and no limit, as Tutor's workers"),
        conflicts: &[],
        access: field!(Resources: cpu),
    }],
};
