//! `by`: who has reserved a batch pool.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "by",
    summary: "who has reserved a batch pool",
    doc: page!("../../../../spec/keys/by.md"),
    example: "queue lms.high claim by=ana until=2027-01-31 for=regrading max=5",
    places: &[Place::new(Scope::Claim, Type::Text, Default::Unset("nobody: the pool rests"), field!(Queue: claim?.by))],
};
