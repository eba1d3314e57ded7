//! `packages`: Python packages that the image has beyond the release's own.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "packages",
    summary: "Python packages that the image has beyond the release's own",
    doc: page!("../../../../spec/keys/packages.md"),
    example: "site demo packages=gevent",
    places: &[Place {
        scope: Scope::Site,
        value: Type::Texts,
        default: Default::Unset("the stock image"),
        conflicts: &[],
        access: field!(Site: packages),
    }],
};
