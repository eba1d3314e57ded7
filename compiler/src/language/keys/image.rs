//! `image`: the workers' image.

use super::prelude::*;

/// The key.
pub const KEY: Key = Key {
    name: "image",
    summary: "the workers' image",
    doc: include_str!("../../../../spec/keys/image.md"),
    example: "site demo image=registry.example/openedx:22.0.3-1",
    places: &[
        Place {
            scope: Scope::Site,
            value: Type::Image,
            default: Default::Catalog("Tutor's image of the release"),
            conflicts: &[],
            access: field!(Site: image),
        },
        Place {
            scope: Scope::Service,
            value: Type::Image,
            default: Default::Unset("the site's image"),
            conflicts: &[],
            access: field!(Service: image),
        },
        Place {
            scope: Scope::Queue,
            value: Type::Image,
            default: Default::Unset("the service's image"),
            conflicts: &[],
            access: field!(Queue: image),
        },
    ],
};
