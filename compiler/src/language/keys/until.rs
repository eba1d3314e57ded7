//! `until`: the last day of a claim.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "until",
    summary: "the last day of a claim",
    doc: page!("../../../../spec/keys/until.md"),
    example: "queue lms.high claim by=ana until=2027-01-31 for=regrading max=5",
    places: &[Place::new(
        Scope::Claim,
        Type::Date,
        Default::Unset("it has to be there beside `by`"),
        field!(Queue: claim?.until),
    )],
};
