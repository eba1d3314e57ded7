//! HorizontalPodAutoscaler: a worker with `hpa`, scaled by what its pods use.

use k8s_openapi::api::autoscaling::v2::{
    CrossVersionObjectReference, HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec, MetricSpec, MetricTarget,
    ResourceMetricSource,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::labels::Labels;
use super::{narrow, scaling_behavior};
use crate::language::keys;
use crate::language::value::Load;
use crate::model::Hpa;
use crate::plan::scaling::Scaler;
use crate::plan::{Plan, Worker, week};

/// The autoscaler of a worker with `hpa`.
pub(super) fn build(plan: &Plan<'_>, worker: &Worker<'_>) -> Option<HorizontalPodAutoscaler> {
    let Scaler::Hpa(hpa) = worker.scaler() else { return None };
    let (fewest, most) = week::declared(worker);
    Some(HorizontalPodAutoscaler {
        metadata: ObjectMeta {
            labels: Some(Labels::new(plan, &worker.workload).to_map()),
            name: Some(worker.workload.to_string()),
            namespace: Some(plan.namespace().to_owned()),
            ..ObjectMeta::default()
        },
        spec: Some(HorizontalPodAutoscalerSpec {
            behavior: scaling_behavior::build(worker),
            max_replicas: narrow(most),
            metrics: Some(metrics(hpa)),
            // Without an external metric an autoscaler cannot rest at zero.
            min_replicas: Some(narrow(fewest.max(1))),
            scale_target_ref: CrossVersionObjectReference {
                api_version: Some("apps/v1".to_owned()),
                kind: "Deployment".to_owned(),
                name: worker.workload.to_string(),
            },
        }),
        status: None,
    })
}

fn metrics(hpa: &Hpa) -> Vec<MetricSpec> {
    let cpu = hpa.cpu.as_ref().map(|cpu| resource(keys::cpu::KEY.name, utilization(cpu.value.0)));
    let memory = hpa.memory.as_ref().map(|memory| match memory.value {
        Load::Percent(percent) => utilization(percent.0),
        Load::Bytes(bytes) => MetricTarget {
            average_value: Some(Quantity(bytes.to_string())),
            type_: "AverageValue".to_owned(),
            ..MetricTarget::default()
        },
    });
    let memory = memory.map(|target| resource(keys::memory::KEY.name, target));
    cpu.into_iter().chain(memory).collect()
}

/// A share of the request.
fn utilization(percent: u32) -> MetricTarget {
    MetricTarget {
        average_utilization: Some(narrow(percent.into())),
        type_: "Utilization".to_owned(),
        ..MetricTarget::default()
    }
}

fn resource(name: &str, target: MetricTarget) -> MetricSpec {
    MetricSpec {
        resource: Some(ResourceMetricSource { name: name.to_owned(), target }),
        type_: "Resource".to_owned(),
        ..MetricSpec::default()
    }
}
