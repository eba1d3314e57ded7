//! `prometheus_release`: the `release` label that the cluster's Prometheus selects.

use super::prelude::*;

/// The key.
pub static KEY: Key = Key {
    name: "prometheus_release",
    summary: "the `release` label that the cluster's Prometheus selects",
    doc: page!("../../../../spec/keys/prometheus_release.md"),
    example: "site demo prometheus_release=kube-prometheus-stack",
    places: &[Place::new(
        Scope::Site,
        Type::DnsLabel(63),
        Default::Unset("no label: a Prometheus that selects everything"),
        field!(Site: prometheus_release),
    )],
};
