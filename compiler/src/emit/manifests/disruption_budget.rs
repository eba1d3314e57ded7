//! PodDisruptionBudget: how many of a worker's pods a node drain may take at once.

use k8s_openapi::api::policy::v1::{PodDisruptionBudget, PodDisruptionBudgetSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::deployment::selector;
use super::labels::Labels;
use crate::language::value::Portion;
use crate::model::Slot;
use crate::plan::{Plan, Worker};

/// The budget of a worker with `disruption`.
pub(super) fn build(plan: &Plan<'_>, worker: &Worker<'_>) -> Option<PodDisruptionBudget> {
    let disruption = worker.settings.disruption.as_ref()?;
    Some(PodDisruptionBudget {
        metadata: ObjectMeta {
            labels: Some(Labels::new(plan, &worker.workload).to_map()),
            name: Some(worker.workload.to_string()),
            namespace: Some(plan.namespace().to_owned()),
            ..ObjectMeta::default()
        },
        spec: Some(PodDisruptionBudgetSpec {
            max_unavailable: portion(&disruption.max_unavailable),
            min_available: portion(&disruption.min_available),
            selector: Some(selector(&worker.workload)),
            ..PodDisruptionBudgetSpec::default()
        }),
        status: None,
    })
}

/// A number of pods or a share of them, as Kubernetes has both in one field.
pub(super) fn portion(slot: &Slot<Portion>) -> Option<IntOrString> {
    slot.as_ref().map(|portion| match portion.value {
        Portion::Count(pods) => IntOrString::Int(i32::try_from(pods).unwrap_or(i32::MAX)),
        Portion::Percent(percent) => IntOrString::String(format!("{percent}%")),
    })
}
