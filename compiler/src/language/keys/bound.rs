//! `bound`: what the task spends its time on.

use super::prelude::*;

words! {
    /// What a task spends its time on.
    Bound {
        Cpu = "cpu": "computing: it never yields to other greenlets",
        Io = "io": "waiting for the network or a disk",
    }
}

/// The key.
pub static KEY: Key = Key {
    name: "bound",
    summary: "what the task spends its time on",
    doc: page!("../../../../spec/keys/bound.md"),
    example: "task campus.tasks.render registered=lms bound=cpu",
    places: &[Place {
        scope: Scope::Task,
        value: Type::Choice(Bound::CHOICES),
        default: Default::Unset("not known"),
        conflicts: &[],
        access: field!(Task: bound),
    }],
};
