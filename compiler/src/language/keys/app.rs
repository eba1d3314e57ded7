//! `app`: the Celery application, for `--app`.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "app",
    summary: "the Celery application, for `--app`",
    doc: page!("../../../../spec/keys/app.md"),
    example: "service lms app=lms.celery",
    places: &[Place {
        scope: Scope::Service,
        value: Type::Text,
        default: Default::Catalog("`lms.celery` and `cms.celery`"),
        conflicts: &[],
        access: field!(Service: app),
    }],
};
