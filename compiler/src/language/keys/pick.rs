//! `pick`: which of `pods` and `percent` holds.

use super::prelude::*;

words! {
    /// Which of two policies holds.
    Pick {
        Max = "max": "the one that changes more",
        Min = "min": "the one that changes less",
    }
}

/// The key.
pub static KEY: Key = Key {
    name: "pick",
    summary: "which of `pods` and `percent` holds",
    doc: page!("../../../../spec/keys/pick.md"),
    example: "queue lms.high keda max=20 scale_down pods=1 percent=25% pick=min",
    places: &[
        Place::new(
            Scope::ScaleUp,
            Type::Choice(Pick::CHOICES),
            Default::Word("max", "Kubernetes' own"),
            field!(Queue: scale_up?.pick),
        ),
        Place::new(
            Scope::ScaleDown,
            Type::Choice(Pick::CHOICES),
            Default::Word("max", "Kubernetes' own"),
            field!(Queue: scale_down?.pick),
        ),
    ],
};
