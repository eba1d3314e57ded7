//! `count`: what the scaler counts.

use super::prelude::*;

words! {
    /// What a scaler counts.
    Count {
        Waiting = "waiting": "the tasks in the queue's list, which no worker has taken yet",
        InFlight = "in_flight": "these, and the tasks that workers have taken and not finished",
    }
}

/// The key.
pub static KEY: Key = Key {
    name: "count",
    summary: "what the scaler counts",
    doc: page!("../../../../spec/keys/count.md"),
    example: "queue lms.high concurrency=4 keda count=in_flight max=6",
    places: &[Place {
        scope: Scope::Keda,
        value: Type::Choice(Count::CHOICES),
        default: Default::Word("waiting", "what KEDA sees by itself"),
        conflicts: &[],
        access: field!(Queue: keda?.count),
    }],
};
