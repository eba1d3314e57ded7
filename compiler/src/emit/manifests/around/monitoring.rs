//! The Prometheus Operator's objects, as small structs: ServiceMonitor and PrometheusRule.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::deployment::selector;
use super::labels;
use super::pod::PORT;
use crate::language::keys;
use crate::language::value::Seconds;
use crate::model;
use crate::plan::Plan;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

/// An object of the Prometheus Operator.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Object<Spec> {
    api_version: &'static str,
    kind: &'static str,
    metadata: Metadata,
    spec: Spec,
}

#[derive(Serialize)]
struct Metadata {
    labels: BTreeMap<String, String>,
    name: String,
    namespace: String,
}

impl<Spec> Object<Spec> {
    /// An object with the label by which the cluster's Prometheus selects.
    pub(super) fn new(
        plan: &Plan<'_>,
        kind: &'static str,
        (name, component): (&str, &'static str),
        spec: Spec,
    ) -> Self {
        let mut labels = labels(plan, name, component);
        if let Some(release) = &plan.model.site.prometheus_release {
            labels.insert("release".to_owned(), release.value.to_string());
        }
        let metadata = Metadata { labels, name: name.to_owned(), namespace: plan.namespace().to_owned() };
        Self { api_version: "monitoring.coreos.com/v1", kind, metadata, spec }
    }
}

/// What a ServiceMonitor says.
#[derive(Serialize)]
pub(super) struct Monitor {
    endpoints: [Endpoint; 1],
    selector: LabelSelector,
}

#[derive(Serialize)]
struct Endpoint {
    interval: String,
    path: &'static str,
    port: &'static str,
}

/// The ServiceMonitor of a Service of that name.
pub(super) fn service_monitor(
    plan: &Plan<'_>,
    monitor: &model::ServiceMonitor,
    name: &str,
    component: &'static str,
) -> Object<Monitor> {
    let interval = model::value_or(&monitor.interval, Seconds(keys::interval::DEFAULT)).to_string();
    let endpoints = [Endpoint { interval, path: "/metrics", port: PORT }];
    Object::new(plan, "ServiceMonitor", (name, component), Monitor { endpoints, selector: selector(name) })
}

/// What a PrometheusRule says.
#[derive(Serialize)]
pub(super) struct Rules {
    pub(super) groups: Vec<Group>,
}

/// Alerts that are judged together.
#[derive(Serialize)]
pub(super) struct Group {
    pub(super) name: &'static str,
    pub(super) rules: Vec<Rule>,
}

/// An alert.
#[derive(Serialize)]
pub(super) struct Rule {
    pub(super) alert: &'static str,
    pub(super) annotations: BTreeMap<&'static str, String>,
    pub(super) expr: String,
    pub(super) r#for: String,
    pub(super) labels: BTreeMap<&'static str, String>,
}
