//! A Deployment → what makes another of the same name like it, as a strategic merge patch: lists of containers, variables
//! and mounts are joined by name, everything else is replaced. Selector and labels stay the
//! other's, since Kubernetes lets nobody change a selector.

use k8s_openapi::api::apps::v1::{Deployment, DeploymentStrategy};
use k8s_openapi::api::core::v1::PodSpec;
use serde::Serialize;

use crate::plan::Plan;

/// What becomes of a Deployment that is there already.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Patch<'a> {
    api_version: &'static str,
    kind: &'static str,
    metadata: Metadata<'a>,
    spec: Spec<'a>,
}

#[derive(Serialize)]
struct Metadata<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    namespace: Option<&'a str>,
}

#[derive(Serialize)]
struct Spec<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    replicas: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    strategy: Option<&'a DeploymentStrategy>,
    template: Template<'a>,
}

#[derive(Serialize)]
struct Template<'a> {
    spec: &'a PodSpec,
}

/// The patch that makes a Deployment like this one. A platform that fills in the namespace does so after its patches.
pub(super) fn over<'a>(plan: &'a Plan<'_>, deployment: &'a Deployment) -> Option<Patch<'a>> {
    let spec = deployment.spec.as_ref()?;
    let name = deployment.metadata.name.as_deref()?;
    let namespace = plan.platform.is_none().then(|| plan.namespace());
    Some(Patch {
        api_version: "apps/v1",
        kind: "Deployment",
        metadata: Metadata { name, namespace },
        spec: Spec {
            replicas: spec.replicas,
            strategy: spec.strategy.as_ref(),
            template: Template { spec: spec.template.spec.as_ref()? },
        },
    })
}

/// Takes a Deployment away.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::emit) struct Removal<'a> {
    api_version: &'static str,
    kind: &'static str,
    metadata: Metadata<'a>,
    #[serde(rename = "$patch")]
    patch: &'static str,
}

impl<'a> Removal<'a> {
    /// Of the Deployment of a name.
    pub(in crate::emit) fn new(name: &'a str, namespace: Option<&'a str>) -> Self {
        let metadata = Metadata { name, namespace };
        Self { api_version: "apps/v1", kind: "Deployment", metadata, patch: "delete" }
    }
}
