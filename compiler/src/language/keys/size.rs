//! `size`: a volume's size.

use super::prelude::*;

/// The least that most storage classes give.
pub const DEFAULT: u64 = 1 << 30;

/// The key.
pub static KEY: Key = Key {
    name: "size",
    summary: "a volume's size",
    doc: page!("../../../../spec/keys/size.md"),
    example: "beat lms persistence size=2Gi",
    places: &[
        Place {
            scope: Scope::Volume,
            value: Type::Memory(1 << 10),
            default: Default::Unset("what the volume shows has a size of its own"),
            conflicts: &["claim", "configmap", "secret"],
            access: field!(Service: volumes[].size),
        },
        Place::new(
            Scope::Persistence,
            Type::Memory(1 << 20),
            Default::Word("1Gi", "the least that most storage classes give"),
            field!(Addon: persistence?.size),
        ),
    ],
};
