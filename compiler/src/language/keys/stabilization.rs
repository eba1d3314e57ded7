//! `stabilization`: for how long a scaler looks back before it follows.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "stabilization",
    summary: "for how long a scaler looks back before it follows",
    doc: page!("../../../../spec/keys/stabilization.md"),
    example: "queue lms.high keda max=20 scale_down stabilization=10m",
    places: &[
        Place::new(
            Scope::ScaleUp,
            Type::Duration(0, 3600),
            Default::Duration(0, "Kubernetes' own"),
            field!(Queue: scale_up?.stabilization),
        ),
        Place::new(
            Scope::ScaleDown,
            Type::Duration(0, 3600),
            Default::Duration(300, "Kubernetes' own"),
            field!(Queue: scale_down?.stabilization),
        ),
    ],
};
