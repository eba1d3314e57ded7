//! `for`: what a batch pool is reserved for.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "for",
    summary: "what a batch pool is reserved for",
    doc: page!("../../../../spec/keys/for.md"),
    example: "queue lms.high claim by=ana until=2027-01-31 for=regrading max=5",
    places: &[Place::new(Scope::Claim, Type::Text, Default::Unset("not said"), field!(Queue: claim?.r#for))],
};
