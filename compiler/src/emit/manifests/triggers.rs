//! KEDA's triggers: what a worker's scaler reads. From the plan come the lists of its queues, the hash of the tasks that
//! it has taken, and its windows; out go triggers with metadata in strings, no secret among them. Valid for KEDA 2.15 to
//! 2.20 (`pkg/scalers/{redis,rabbitmq,cron}_scaler.go`): an unknown key would be ignored silently.

use serde::Serialize;

use super::trigger_authentication;
use crate::language::keys::count::Count;
use crate::model::Keda;
use crate::plan::week::Floor;
use crate::plan::{Plan, Worker};

/// The variable of a worker's container in which the scaler finds the user of RabbitMQ: KEDA does not read it from a
/// trigger.
pub(super) const USERNAME: &str = "BROKER_USERNAME";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Trigger<'a> {
    #[serde(rename = "type")]
    of: &'static str,
    /// What a formula calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
    metric_type: &'static str,
    metadata: Metadata<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authentication_ref: Option<AuthenticationRef>,
}

impl Trigger<'_> {
    /// The same, with a name for a formula.
    pub(super) fn named(self, name: String) -> Self {
        Self { name: Some(name), ..self }
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum Metadata<'a> {
    Redis(Redis<'a>),
    RabbitMq(RabbitMq<'a>),
    Cron(Cron<'a>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Redis<'a> {
    address: String,
    database_index: String,
    #[serde(rename = "enableTLS", skip_serializing_if = "Option::is_none")]
    enable_tls: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<&'a str>,
    list_name: String,
    list_length: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    activation_list_length: Option<String>,
}

/// Through the management plugin: AMQP itself knows only of messages that wait.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RabbitMq<'a> {
    host: String,
    protocol: &'static str,
    vhost_name: &'a str,
    queue_name: String,
    mode: &'static str,
    value: String,
    activation_value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    exclude_unacknowledged: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    username_from_env: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Cron<'a> {
    timezone: &'a str,
    start: String,
    end: String,
    desired_replicas: String,
}

#[derive(Serialize)]
struct AuthenticationRef {
    name: &'static str,
}

/// What a scaler aims at in a key of Redis, and what starts it.
#[derive(Clone, Copy)]
pub(super) struct Aim {
    /// Tasks for each pod.
    pub(super) length: i64,
    /// More tasks than this start a worker at zero; a formula has a limit of its own.
    pub(super) activation: Option<i64>,
}

/// A list of the broker that a worker's scaler reads.
pub(super) struct List {
    /// Which of the worker's queues it belongs to.
    pub(super) queue: usize,
    /// Which priorities it holds: the first of them.
    pub(super) step: i64,
    /// Its name, without the broker's prefix.
    pub(super) name: String,
}

/// The lists of a worker's queues, in the order of the triggers on them, which are a scaler's first. Where there are
/// priorities each step is a list: the first has the queue's own name, each other one its number behind the separator
/// (kombu's `_q_for_pri`).
pub(super) fn lists(plan: &Plan<'_>, worker: &Worker<'_>) -> Vec<List> {
    let broker = &plan.model.broker;
    let steps = if plan.priorities(worker).is_some() { broker.steps() } else { &[0] };
    let queues = worker.consumes.iter().enumerate();
    let lists = queues.flat_map(|(queue, of)| {
        steps.iter().map(move |&step| {
            let name = if step == 0 { of.name.to_string() } else { format!("{}{}{step}", of.name, broker.separator()) };
            List { queue, step, name }
        })
    });
    lists.collect()
}

/// A trigger on a key of Redis: the length of a list, or the number of fields of a hash.
pub(super) fn redis<'a>(plan: &'a Plan<'_>, key: &str, aim: Aim) -> Trigger<'a> {
    let broker = &plan.model.broker;
    let metadata = Redis {
        address: [&plan.broker_address(), ":", &plan.broker_port()].concat(),
        database_index: plan.broker_db().into_owned(),
        enable_tls: broker.tls().then_some("true"),
        username: broker.username.as_ref().map(|username| &*username.value),
        list_name: [broker.key_prefix(), key].concat(),
        list_length: aim.length.to_string(),
        activation_list_length: aim.activation.map(|activation| activation.to_string()),
    };
    trigger(broker.kind.word(), Metadata::Redis(metadata), authentication(plan))
}

/// A trigger on a queue of RabbitMQ.
pub(super) fn rabbitmq<'a>(plan: &'a Plan<'_>, worker: &Worker<'_>, keda: &Keda, queue: String) -> Trigger<'a> {
    let broker = &plan.model.broker;
    let scheme = if broker.tls() { "https" } else { "http" };
    let metadata = RabbitMq {
        host: format!("{scheme}://{}:{}", plan.broker_address(), broker.management_port()),
        protocol: "http",
        vhost_name: broker.vhost(),
        queue_name: queue,
        mode: "QueueLength",
        value: keda.list_length().to_string(),
        activation_value: keda.activation().to_string(),
        // What workers have taken counts too, unless the file says that only what waits does.
        exclude_unacknowledged: (worker.counted() == Some(Count::Waiting)).then_some("true"),
        username_from_env: broker.username.is_some().then_some(USERNAME),
    };
    trigger(broker.kind.word(), Metadata::RabbitMq(metadata), authentication(plan))
}

/// A trigger that asks for a number of pods while a window is open.
pub(super) fn cron(floor: Floor<'_>, replicas: i64) -> Trigger<'_> {
    let Floor { start, end, timezone, .. } = floor;
    trigger("cron", Metadata::Cron(Cron { timezone, start, end, desired_replicas: replicas.to_string() }), None)
}

fn trigger<'a>(of: &'static str, metadata: Metadata<'a>, authentication_ref: Option<AuthenticationRef>) -> Trigger<'a> {
    Trigger { of, name: None, metric_type: "AverageValue", metadata, authentication_ref }
}

fn authentication(plan: &Plan<'_>) -> Option<AuthenticationRef> {
    plan.model.broker.password.as_ref().map(|_| AuthenticationRef { name: trigger_authentication::NAME })
}
