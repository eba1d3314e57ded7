//! `events`: whether the worker sends task events, which Flower and exporters read.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "events",
    summary: "whether the worker sends task events, which Flower and exporters read",
    doc: page!("../../../../spec/keys/events.md"),
    example: "queue lms.default events=on",
    places: &[Place {
        scope: Scope::Queue,
        value: Type::Switch,
        default: Default::Word("off", "Celery's own; `on` where Prometheus reads Flower or an exporter"),
        conflicts: &[],
        access: field!(Queue: events),
    }],
};
