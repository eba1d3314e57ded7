//! `pool`: how the worker runs tasks side by side.

use super::prelude::*;

words! {
    /// How a worker runs tasks side by side.
    Pool {
        Prefork = "prefork": "child processes: any task, limits are enforced, children are recycled",
        Gevent = "gevent": "greenlets in one process: many tasks that wait for the network",
        Eventlet = "eventlet": "green threads in one process: as gevent, and less kept",
        Threads = "threads": "threads in one process: tasks that wait; limits are ignored",
        Solo = "solo": "one task at a time in the main process: for debugging",
    }
}

/// The key.
pub static KEY: Key = Key {
    name: "pool",
    summary: "how the worker runs tasks side by side",
    doc: page!("../../../../spec/keys/pool.md"),
    example: "queue lms.high_mem pool=gevent concurrency=100",
    places: &[Place {
        scope: Scope::Queue,
        value: Type::Choice(Pool::CHOICES),
        default: Default::Word("prefork", "Celery's own"),
        conflicts: &[],
        access: field!(Queue: pool),
    }],
};
