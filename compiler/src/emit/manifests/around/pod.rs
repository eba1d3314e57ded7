//! A program that stands once beside the workers → its Deployment. One pod and never two: the old one ends before a new
//! one starts, for two beats send everything twice, and two Flowers count everything twice.

use k8s_openapi::api::apps::v1::{Deployment, DeploymentSpec, DeploymentStrategy};
use k8s_openapi::api::core::v1::{
    Container, ContainerPort, EnvFromSource, EnvVar, HTTPGetAction, PodSecurityContext, PodSpec, PodTemplateSpec,
    Probe, SecurityContext, Volume, VolumeMount,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::super::Writer;
use super::super::deployment::selector;
use super::{labels, metadata};
use crate::plan::Plan;

/// What the port is called, in the pod and in its Service.
pub(super) const PORT: &str = "http";
/// Seconds. All of these programs end within one or two of SIGTERM; Flower then writes what it keeps.
const GRACE: i64 = 30;
/// The user of the images of Flower and the exporter, and of Tutor's.
pub(super) const USER: i64 = 1000;

/// A program, with what tells it from the others.
#[derive(Debug, Default)]
pub(super) struct Program {
    pub(super) name: String,
    pub(super) component: &'static str,
    pub(super) image: String,
    /// What runs in the place of the image's entrypoint.
    pub(super) command: Option<Vec<String>>,
    pub(super) arguments: Vec<String>,
    pub(super) environment: Vec<EnvVar>,
    pub(super) env_from: Option<Vec<EnvFromSource>>,
    pub(super) volumes: Vec<Volume>,
    pub(super) mounts: Vec<VolumeMount>,
    /// The port, and the path that answers as long as the program works.
    pub(super) serves: Option<(i32, &'static str)>,
    /// Whether it is ended and started again when that path does not answer.
    pub(super) restarts: bool,
    /// Whose user and group it runs as; `None` for the image's.
    pub(super) user: Option<i64>,
    pub(super) allow_privilege_escalation: Option<bool>,
    /// Whether the user has to be able to write into its volumes.
    pub(super) writes: bool,
}

impl Program {
    /// Writes its Deployment.
    pub(super) fn write(self, plan: &Plan<'_>, writer: &mut Writer<'_>) {
        let name = self.name.clone();
        let (labels, metadata) = (labels(plan, &name, self.component), metadata(plan, &name, self.component));
        let deployment = Deployment {
            metadata,
            spec: Some(DeploymentSpec {
                replicas: Some(1),
                selector: selector(&name),
                strategy: Some(DeploymentStrategy { type_: Some("Recreate".to_owned()), rolling_update: None }),
                template: PodTemplateSpec {
                    metadata: Some(ObjectMeta { labels: Some(labels), ..ObjectMeta::default() }),
                    spec: Some(self.pod()),
                },
                ..DeploymentSpec::default()
            }),
            status: None,
        };
        writer.write("Deployment", &name, &deployment);
    }

    fn pod(mut self) -> PodSpec {
        let volumes = std::mem::take(&mut self.volumes);
        let security = PodSecurityContext {
            fs_group: self.writes.then_some(self.user.unwrap_or(USER)),
            run_as_group: self.user,
            run_as_user: self.user,
            ..PodSecurityContext::default()
        };
        PodSpec {
            // A Service called `flower` would set FLOWER_PORT, and others what Celery takes for options.
            enable_service_links: Some(false),
            security_context: (security != PodSecurityContext::default()).then_some(security),
            termination_grace_period_seconds: Some(GRACE),
            volumes: (!volumes.is_empty()).then_some(volumes),
            containers: vec![self.container()],
            ..PodSpec::default()
        }
    }

    fn container(self) -> Container {
        let (port, path) = self.serves.unzip();
        let probe = |period, failures| path.map(|path| probe(path, period, failures));
        Container {
            liveness_probe: if self.restarts { probe(30, 5) } else { None },
            readiness_probe: probe(15, 2),
            ports: port.map(|port| {
                vec![ContainerPort {
                    container_port: port,
                    name: Some(PORT.to_owned()),
                    protocol: Some("TCP".to_owned()),
                    ..ContainerPort::default()
                }]
            }),
            args: Some(self.arguments),
            command: self.command,
            env: (!self.environment.is_empty()).then_some(self.environment),
            env_from: self.env_from,
            image: Some(self.image),
            name: self.name,
            security_context: self.allow_privilege_escalation.map(|allowed| SecurityContext {
                allow_privilege_escalation: Some(allowed),
                ..SecurityContext::default()
            }),
            volume_mounts: (!self.mounts.is_empty()).then_some(self.mounts),
            ..Container::default()
        }
    }
}

fn probe(path: &str, period: i32, failures: i32) -> Probe {
    Probe {
        failure_threshold: Some(failures),
        http_get: Some(HTTPGetAction {
            path: Some(path.to_owned()),
            port: IntOrString::String(PORT.to_owned()),
            ..HTTPGetAction::default()
        }),
        period_seconds: Some(period),
        timeout_seconds: Some(10),
        ..Probe::default()
    }
}
