//! A program that serves → its Service, and with `service_monitor` the ServiceMonitor by which Prometheus finds it.

use k8s_openapi::api::core::v1::{Service, ServicePort, ServiceSpec};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::super::Writer;
use super::super::deployment::selector;
use super::metadata;
use super::monitoring::service_monitor;
use super::pod::PORT;
use crate::model::Addon;
use crate::plan::Plan;

/// Writes both.
pub(super) fn write(
    plan: &Plan<'_>,
    addon: &Addon<'_>,
    (name, component, port): (&str, &'static str, i32),
    writer: &mut Writer<'_>,
) {
    let service = Service {
        metadata: metadata(plan, name, component),
        spec: Some(ServiceSpec {
            ports: Some(vec![ServicePort {
                name: Some(PORT.to_owned()),
                port,
                protocol: Some("TCP".to_owned()),
                target_port: Some(IntOrString::String(PORT.to_owned())),
                ..ServicePort::default()
            }]),
            selector: selector(name).match_labels,
            ..ServiceSpec::default()
        }),
        status: None,
    };
    writer.write("Service", name, &service);
    if let Some(monitor) = &addon.service_monitor {
        writer.write("ServiceMonitor", name, &service_monitor(plan, monitor, name, component));
    }
}
