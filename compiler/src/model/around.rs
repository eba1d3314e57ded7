//! What stands around the workers: beat, Flower, the exporter, alerts, and the budget of the whole site.

use super::{Opened, ServiceId, Slot, Text};
use crate::language::keys::schedule::Schedule;
use crate::language::value::{Bytes, MilliCpu, Percent, Reference, Seconds};
use crate::source::Span;

/// `beat`, `flower` or `exporter`: a program of one pod beside the workers.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Addon<'s> {
    /// The keyword and the subject.
    pub span: Span,
    /// The service whose schedule `beat` keeps.
    pub service: Option<ServiceId>,
    /// Its image.
    pub image: Slot<Text<'s>>,
    /// Where `beat` keeps its schedule.
    pub schedule: Slot<Schedule>,
    /// The name under which the world reaches it.
    pub host: Slot<Text<'s>>,
    /// Where user and password are kept.
    pub auth: Slot<Reference<'s>>,
    /// `metrics`
    pub metrics: Option<Metrics>,
    /// `service_monitor`
    pub service_monitor: Option<ServiceMonitor>,
    /// `dashboard`
    pub dashboard: Option<Opened>,
    /// `persistence`
    pub persistence: Option<Persistence<'s>>,
}

/// `metrics`: Prometheus reads it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Metrics {
    /// The clause.
    pub opened: Opened,
    /// Whether `/metrics` is served to the world too.
    pub expose: Slot<bool>,
}

/// `service_monitor`: the Prometheus Operator finds it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct ServiceMonitor {
    /// The clause.
    pub opened: Opened,
    /// How often it is read.
    pub interval: Slot<Seconds>,
}

/// `persistence`: what it keeps outlives the pod.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Persistence<'s> {
    /// The clause.
    pub opened: Opened,
    /// The volume's size.
    pub size: Slot<Bytes>,
    /// The volume's storage class.
    pub storage_class: Slot<Text<'s>>,
}

/// `alerts`
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Alerts {
    /// The keyword.
    pub span: Span,
    /// More waiting tasks than this are worth a look.
    pub backlog_warn: Slot<i64>,
    /// More waiting tasks than this cannot wait.
    pub backlog_critical: Slot<i64>,
    /// After so long.
    pub after: Slot<Seconds>,
    /// `no_consumer`
    pub no_consumer: Option<Alert>,
    /// `scaler_error`
    pub scaler_error: Option<Alert>,
    /// `at_max`
    pub at_max: Option<Alert>,
    /// `failure_ratio`
    pub failure_ratio: Option<Alert>,
}

/// One of the alerts that are there when they are asked for.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Alert {
    /// The clause.
    pub opened: Opened,
    /// After so long.
    pub after: Slot<Seconds>,
    /// Above this share.
    pub above: Slot<Percent>,
}

/// `budget`: ceilings for the whole site at full scale.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Budget {
    /// The keyword.
    pub span: Span,
    /// Pods.
    pub replicas: Slot<i64>,
    /// Processor time that pods request.
    pub cpu: Slot<MilliCpu>,
    /// Memory that pods request.
    pub memory: Slot<Bytes>,
    /// Connections to the broker.
    pub broker_connections: Slot<i64>,
    /// Connections to the database.
    pub database_connections: Slot<i64>,
}
