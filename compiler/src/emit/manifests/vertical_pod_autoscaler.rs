//! VerticalPodAutoscaler: a worker with `vpa` is watched, and requests are recommended for it. Nothing is changed, as
//! resizing a pod stops the tasks that it runs.

use serde::Serialize;

use super::scaled_object::{Metadata, Target};
use crate::plan::{Plan, Worker};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct VerticalPodAutoscaler<'a> {
    api_version: &'static str,
    kind: &'static str,
    metadata: Metadata<'a>,
    spec: Spec<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Spec<'a> {
    target_ref: Target<'a>,
    update_policy: UpdatePolicy,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct UpdatePolicy {
    update_mode: &'static str,
}

/// The object of a worker with `vpa`.
pub(super) fn build<'a>(plan: &'a Plan<'_>, worker: &'a Worker<'_>) -> Option<VerticalPodAutoscaler<'a>> {
    worker.settings.vpa.as_ref()?;
    Some(VerticalPodAutoscaler {
        api_version: "autoscaling.k8s.io/v1",
        kind: "VerticalPodAutoscaler",
        metadata: Metadata::new(plan, &worker.workload),
        spec: Spec {
            target_ref: Target::deployment(&worker.workload),
            update_policy: UpdatePolicy { update_mode: "Off" },
        },
    })
}
