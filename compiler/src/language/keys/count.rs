//! `count`: what the scaler counts.

use super::prelude::*;

words! {
    /// What a scaler counts.
    Count {
        Waiting = "waiting": "the tasks in the queue's list, which no worker has taken yet",
    }
}

/// The key.
pub const KEY: Key = Key {
    name: "count",
    summary: "what the scaler counts",
    doc: include_str!("../../../../spec/keys/count.md"),
    example: "queue lms.high keda count=waiting min=1",
    places: &[Place {
        scope: Scope::Keda,
        value: Type::Choice(Count::CHOICES),
        default: Default::Word("waiting", "what KEDA sees by itself"),
        conflicts: &[],
        access: field!(Keda: count),
    }],
};
