//! KEDA's ScaledObject: a trigger for each queue that the worker consumes. Valid for KEDA 2.15 to 2.20: every value of a
//! trigger is a string, the metric's type is written, nothing newer is used.

use serde::Serialize;

use super::labels::Labels;
use super::namespace;
use super::trigger_authentication;
use crate::model::Keda;
use crate::plan::{Plan, Worker, week};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ScaledObject<'a> {
    api_version: &'static str,
    kind: &'static str,
    pub(super) metadata: Metadata<'a>,
    spec: Spec<'a>,
}

/// The metadata of KEDA's objects.
#[derive(Serialize)]
pub(super) struct Metadata<'a> {
    labels: Labels<'a>,
    pub(super) name: &'a str,
    namespace: &'a str,
}

impl<'a> Metadata<'a> {
    /// That of an object of a name.
    pub(super) fn new(plan: &'a Plan<'_>, name: &'a str) -> Self {
        Self { labels: Labels::new(plan, name), name, namespace: namespace(plan) }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Spec<'a> {
    scale_target_ref: ScaleTarget<'a>,
    polling_interval: u32,
    cooldown_period: u32,
    min_replica_count: i64,
    max_replica_count: i64,
    triggers: Vec<Trigger<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ScaleTarget<'a> {
    api_version: &'static str,
    kind: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Trigger<'a> {
    #[serde(rename = "type")]
    of: &'static str,
    metric_type: &'static str,
    metadata: RedisTrigger<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authentication_ref: Option<AuthenticationRef>,
}

/// The keys of KEDA's Redis scaler (`pkg/scalers/redis_scaler.go`). An unknown key would be ignored silently.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RedisTrigger<'a> {
    address: String,
    database_index: String,
    #[serde(rename = "enableTLS", skip_serializing_if = "Option::is_none")]
    enable_tls: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<&'a str>,
    list_name: String,
    list_length: String,
    activation_list_length: String,
}

#[derive(Serialize)]
struct AuthenticationRef {
    name: &'static str,
}

/// The ScaledObject of a worker with `keda`.
pub(super) fn build<'a>(plan: &'a Plan<'_>, worker: &'a Worker<'_>) -> Option<ScaledObject<'a>> {
    let keda = worker.settings.keda.as_ref()?;
    let (min_replica_count, max_replica_count) = week::declared(worker);
    Some(ScaledObject {
        api_version: "keda.sh/v1alpha1",
        kind: "ScaledObject",
        metadata: Metadata::new(plan, &worker.workload),
        spec: Spec {
            scale_target_ref: ScaleTarget { api_version: "apps/v1", kind: "Deployment", name: &worker.workload },
            polling_interval: keda.polling_interval().0,
            cooldown_period: keda.cooldown().0,
            min_replica_count,
            max_replica_count,
            triggers: worker.consumes.iter().map(|queue| trigger(plan, keda, &queue.name)).collect(),
        },
    })
}

/// The broker as KEDA finds it. KEDA runs in a namespace of its own, where a Service's bare name means nothing.
fn address(plan: &Plan<'_>) -> String {
    let broker = &plan.model.broker;
    let (host, port) = (broker.host(), broker.port());
    match host {
        _ if host.contains(':') => format!("[{host}]:{port}"),
        _ if host.contains('.') => format!("{host}:{port}"),
        _ => format!("{host}.{}:{port}", namespace(plan)),
    }
}

fn trigger<'a>(plan: &'a Plan<'_>, keda: &Keda, queue: &str) -> Trigger<'a> {
    let broker = &plan.model.broker;
    let prefix = broker.key_prefix.as_ref().map_or("", |prefix| &prefix.value);
    let authentication = broker.password.is_some().then_some(AuthenticationRef { name: trigger_authentication::NAME });
    Trigger {
        of: "redis",
        metric_type: "AverageValue",
        metadata: RedisTrigger {
            address: address(plan),
            database_index: broker.db().to_string(),
            enable_tls: broker.tls().then_some("true"),
            username: broker.username.as_ref().map(|username| &*username.value),
            list_name: format!("{prefix}{queue}"),
            list_length: keda.list_length().to_string(),
            activation_list_length: keda.activation().to_string(),
        },
        authentication_ref: authentication,
    }
}
