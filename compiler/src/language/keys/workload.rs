//! `workload`: the worker's name in Kubernetes; in `service`, the pattern of such names.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "workload",
    summary: "the worker's name in Kubernetes; in `service`, the pattern of such names",
    doc: page!("../../../../spec/keys/workload.md"),
    example: "queue lms.high workload=lms-urgent",
    places: &[
        Place {
            scope: Scope::OneQueue,
            value: Type::DnsLabel(63),
            default: Default::Unset("the service's pattern"),
            conflicts: &[],
            access: field!(Queue: workload),
        },
        Place {
            scope: Scope::Service,
            value: Type::Pattern,
            default: Default::Catalog("`{service}-worker-{variant}`, and `{service}-worker` for the default queue"),
            conflicts: &[],
            access: field!(Service: workload),
        },
    ],
};
