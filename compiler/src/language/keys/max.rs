//! `max`: most pods.

use super::prelude::*;

/// What sites that come from tutor-contrib-celery have.
pub const DEFAULT: i64 = 30;

/// The key.
pub static KEY: Key = Key {
    name: "max",
    summary: "most pods",
    doc: page!("../../../../spec/keys/max.md"),
    example: "queue lms.high keda max=6",
    places: &[
        Place::new(
            Scope::Keda,
            Type::Integer(1, 1000),
            Default::Integer(DEFAULT, "that of tutor-contrib-celery"),
            field!(Queue: keda?.max),
        ),
        Place::new(Scope::Hpa, Type::Integer(1, 1000), Default::Required, field!(Queue: hpa?.max)),
        Place::new(Scope::Window, Type::Integer(1, 1000), Default::Unset("the scaler's"), field!(Queue: windows[].max)),
        Place::new(Scope::Claim, Type::Integer(1, 1000), Default::Unset("no ceiling"), field!(Queue: claim?.max)),
    ],
};
