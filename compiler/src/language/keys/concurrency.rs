//! `concurrency`: how many tasks a pod runs at once; a range is Celery's own autoscale inside the pod.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "concurrency",
    summary: "how many tasks a pod runs at once; a range is Celery's own autoscale inside the pod",
    doc: page!("../../../../spec/keys/concurrency.md"),
    example: "queue lms.high concurrency=4",
    places: &[Place {
        scope: Scope::Queue,
        value: Type::Concurrency,
        default: Default::Unset("one task per CPU of the node, whatever the pod may use"),
        conflicts: &[],
        access: field!(Queue: concurrency),
    }],
};
