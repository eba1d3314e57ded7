//! KEDA's ScaledObject: how many pods a worker with `keda` has, by what its triggers read. Where each queue is one list,
//! a trigger for each, of which the longest decides; else a formula over all of them. Valid for KEDA 2.15 to 2.20: every
//! value of a trigger is a string, the metric's type is written, nothing newer is used.

use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscalerBehavior;
use serde::Serialize;

use super::formula::{self, ScalingModifiers};
use super::labels::Labels;
use super::scaling_behavior;
use super::triggers::{self, Aim, Trigger};
use crate::model::Keda;
use crate::plan::scaling::Scaler;
use crate::plan::{Plan, Worker, week};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ScaledObject<'a> {
    api_version: &'static str,
    kind: &'static str,
    pub(super) metadata: Metadata<'a>,
    spec: Spec<'a>,
}

/// The metadata of objects that are ours.
#[derive(Serialize)]
pub(super) struct Metadata<'a> {
    labels: Labels<'a>,
    pub(super) name: &'a str,
    namespace: &'a str,
}

impl<'a> Metadata<'a> {
    /// That of an object of a name.
    pub(super) fn new(plan: &'a Plan<'_>, name: &'a str) -> Self {
        Self { labels: Labels::new(plan, name), name, namespace: plan.namespace() }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Spec<'a> {
    scale_target_ref: Target<'a>,
    polling_interval: u32,
    cooldown_period: u32,
    min_replica_count: i64,
    max_replica_count: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    advanced: Option<Advanced>,
    triggers: Vec<Trigger<'a>>,
}

/// What a scaler scales.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Target<'a> {
    api_version: &'static str,
    kind: &'static str,
    name: &'a str,
}

impl<'a> Target<'a> {
    /// The Deployment of a name.
    pub(super) fn deployment(name: &'a str) -> Self {
        Self { api_version: "apps/v1", kind: "Deployment", name }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Advanced {
    #[serde(skip_serializing_if = "Option::is_none")]
    horizontal_pod_autoscaler_config: Option<AutoscalerConfig>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scaling_modifiers: Option<ScalingModifiers>,
}

#[derive(Serialize)]
struct AutoscalerConfig {
    behavior: HorizontalPodAutoscalerBehavior,
}

/// The ScaledObject of a worker with `keda`.
pub(super) fn build<'a>(plan: &'a Plan<'_>, worker: &'a Worker<'_>) -> Option<ScaledObject<'a>> {
    let Scaler::Keda(keda) = worker.scaler() else { return None };
    let (fewest, most) = week::declared(worker);
    let (scaling_modifiers, triggers) = match formula::build(plan, worker, keda) {
        Some((modifiers, triggers)) => (Some(modifiers), triggers),
        None => (None, simple(plan, worker, keda)),
    };
    let config = scaling_behavior::build(worker).map(|behavior| AutoscalerConfig { behavior });
    let has_advanced = config.is_some() || scaling_modifiers.is_some();
    Some(ScaledObject {
        api_version: "keda.sh/v1alpha1",
        kind: "ScaledObject",
        metadata: Metadata::new(plan, &worker.workload),
        spec: Spec {
            scale_target_ref: Target::deployment(&worker.workload),
            polling_interval: keda.polling_interval().0,
            cooldown_period: keda.cooldown().0,
            min_replica_count: fewest,
            max_replica_count: most,
            advanced: has_advanced.then_some(Advanced { horizontal_pod_autoscaler_config: config, scaling_modifiers }),
            triggers,
        },
    })
}

/// A trigger for each queue, and one for each window.
fn simple<'a>(plan: &'a Plan<'_>, worker: &'a Worker<'_>, keda: &Keda) -> Vec<Trigger<'a>> {
    let aim = Aim { length: keda.list_length(), activation: Some(keda.activation()) };
    let queues = triggers::lists(plan, worker).into_iter().map(|list| {
        if plan.model.broker.is_redis() {
            triggers::redis(plan, &list.name, aim)
        } else {
            triggers::rabbitmq(plan, worker, keda, list.name)
        }
    });
    let windows = week::floors(worker).into_iter().map(|floor| {
        let replicas = floor.replicas;
        triggers::cron(floor, replicas)
    });
    queues.chain(windows).collect()
}
