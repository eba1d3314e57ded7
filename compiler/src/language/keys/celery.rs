//! `celery`: Celery's version in the image.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "celery",
    summary: "Celery's version in the image",
    doc: page!("../../../../spec/keys/celery.md"),
    example: "site demo celery=5.6.3",
    places: &[Place {
        scope: Scope::Site,
        value: Type::Version(Version::line(5, 0), Version::line(5, 9)),
        default: Default::Catalog("the version that the release pins"),
        conflicts: &[],
        access: field!(Site: celery),
    }],
};
