//! `min`: fewest pods.

use super::prelude::*;

/// KEDA's own.
pub const DEFAULT: i64 = 0;

/// The key.
pub static KEY: Key = Key {
    name: "min",
    summary: "fewest pods",
    doc: page!("../../../../spec/keys/min.md"),
    example: "queue lms.high keda min=1 max=6",
    places: &[
        Place::new(
            Scope::Keda,
            Type::Integer(0, 1000),
            Default::Integer(DEFAULT, "KEDA's own: an idle worker costs nothing"),
            field!(Queue: keda?.min),
        ),
        Place::new(
            Scope::Hpa,
            Type::Integer(1, 1000),
            Default::Integer(1, "Kubernetes' own; an HPA cannot rest at zero"),
            field!(Queue: hpa?.min),
        ),
        Place::new(Scope::Window, Type::Integer(0, 1000), Default::Unset("the scaler's"), field!(Queue: windows[].min)),
    ],
};
