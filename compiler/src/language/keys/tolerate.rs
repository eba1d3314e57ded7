//! `tolerate`: taints that the pods tolerate.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "tolerate",
    summary: "taints that the pods tolerate",
    doc: page!("../../../../spec/keys/tolerate.md"),
    example: "queue lms.high place tolerate=spot:true:NoSchedule",
    places: &[Place {
        scope: Scope::Place,
        value: Type::Tolerations,
        default: Default::Unset("none"),
        conflicts: &[],
        access: field!(Queue: place?.tolerate),
    }],
};
