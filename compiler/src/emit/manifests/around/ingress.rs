//! `host` of Flower → an Ingress. Flower answers `/metrics` whoever asks, whatever `auth` says, so its pages are listed
//! one by one: no controller has a way to leave a path out that all others understand.

use k8s_openapi::api::networking::v1::{
    HTTPIngressPath, HTTPIngressRuleValue, Ingress, IngressBackend, IngressRule, IngressServiceBackend, IngressSpec,
    ServiceBackendPort,
};

use super::super::Writer;
use super::metadata;
use super::pod::PORT;
use crate::model::{Addon, value_or};
use crate::plan::Plan;

/// What Flower 2.0 serves to people (`flower/urls.py`), without `/metrics`, and without `/healthcheck`, which is the
/// kubelet's. A prefix ends at a `/`, so `/task` does not have `/tasks`.
const PAGES: [(&str, &str); 9] = [
    ("/", "Exact"),
    ("/api", "Prefix"),
    ("/broker", "Prefix"),
    ("/login", "Prefix"),
    ("/static", "Prefix"),
    ("/task", "Prefix"),
    ("/tasks", "Prefix"),
    ("/worker", "Prefix"),
    ("/workers", "Prefix"),
];

/// Writes the Ingress of Flower where it has a host.
pub(super) fn write(plan: &Plan<'_>, flower: &Addon<'_>, name: &str, writer: &mut Writer<'_>) {
    let Some(host) = &flower.host else { return };
    let rule = IngressRule {
        host: Some(host.value.to_string()),
        http: Some(HTTPIngressRuleValue {
            paths: pages(flower).iter().map(|(path, kind)| page(name, path, kind)).collect(),
        }),
    };
    let ingress = Ingress {
        metadata: metadata(plan, name, "flower"),
        spec: Some(IngressSpec { rules: Some(vec![rule]), ..IngressSpec::default() }),
        status: None,
    };
    writer.write("Ingress", name, &ingress);
}

/// The paths that the world gets, with what each means to an Ingress.
pub(in crate::emit) fn pages(flower: &Addon<'_>) -> &'static [(&'static str, &'static str)] {
    let all = flower.metrics.as_ref().is_some_and(|metrics| value_or(&metrics.expose, false));
    if all { &[("/", "Prefix")] } else { &PAGES }
}

fn page(service: &str, path: &str, kind: &str) -> HTTPIngressPath {
    HTTPIngressPath {
        backend: IngressBackend {
            resource: None,
            service: Some(IngressServiceBackend {
                name: service.to_owned(),
                port: Some(ServiceBackendPort { name: Some(PORT.to_owned()), number: None }),
            }),
        },
        path: Some(path.to_owned()),
        path_type: kind.to_owned(),
    }
}
