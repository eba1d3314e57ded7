//! The Deployment of a worker: Tutor's own for the service, with what the file says in it.

use std::collections::BTreeMap;

use k8s_openapi::api::apps::v1::{Deployment, DeploymentSpec};
use k8s_openapi::api::core::v1::{
    ConfigMapKeySelector, ConfigMapVolumeSource, Container, EnvVar, EnvVarSource, PodSecurityContext, PodSpec,
    PodTemplateSpec, ResourceRequirements, SecretKeySelector, SecurityContext, Toleration, TopologySpreadConstraint,
    Volume, VolumeMount,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use super::arguments::arguments;
use super::labels::{Labels, NAME};
use super::namespace;
use crate::catalog;
use crate::language::keys;
use crate::language::keys::spread::Spread;
use crate::language::value::Amount;
use crate::model::{self, EnvValue, Place, Resources, Service, Slot};
use crate::plan::{Plan, Worker};

/// The Deployment of a worker.
pub(super) fn build(plan: &Plan<'_>, worker: &Worker<'_>) -> Deployment {
    let labels = Labels::new(plan, &worker.workload);
    Deployment {
        metadata: ObjectMeta {
            labels: Some(labels.to_map()),
            name: Some(worker.workload.to_string()),
            namespace: Some(namespace(plan).to_owned()),
            ..ObjectMeta::default()
        },
        spec: Some(DeploymentSpec {
            // Where something scales, a number here would undo its work at every apply.
            replicas: worker.settings.keda.is_none().then(|| narrow(worker.replicas().0)),
            selector: selector(worker),
            template: PodTemplateSpec {
                metadata: Some(ObjectMeta { labels: Some(labels.to_map()), ..ObjectMeta::default() }),
                spec: Some(pod(plan, worker)),
            },
            ..DeploymentSpec::default()
        }),
        status: None,
    }
}

/// What selects a worker's pods.
pub(super) fn selector(worker: &Worker<'_>) -> LabelSelector {
    LabelSelector {
        match_labels: Some(BTreeMap::from([(NAME.to_owned(), worker.workload.to_string())])),
        ..LabelSelector::default()
    }
}

fn pod(plan: &Plan<'_>, worker: &Worker<'_>) -> PodSpec {
    let common = &plan.model.release.worker;
    let settings = worker.settings;
    let place = settings.place.as_deref();
    PodSpec {
        containers: vec![container(plan, worker)],
        // A Service called `flower` would set FLOWER_PORT, and others what Celery takes for options.
        enable_service_links: Some(false),
        node_selector: place.and_then(node_selector),
        priority_class_name: settings.priority_class.as_ref().map(|class| class.value.to_string()),
        security_context: Some(PodSecurityContext {
            run_as_group: Some(common.run_as_group),
            run_as_user: Some(common.run_as_user),
            ..PodSecurityContext::default()
        }),
        service_account_name: place.and_then(|place| place.service_account.as_ref()).map(|name| name.value.to_string()),
        termination_grace_period_seconds: Some(worker.grace().0.into()),
        tolerations: place.and_then(tolerations),
        topology_spread_constraints: place.and_then(|place| spread(place, worker)),
        volumes: Some(common.volumes.iter().map(volume).collect()),
        ..PodSpec::default()
    }
}

/// No probes: the only one that needs nothing of the application is `celery inspect ping`, which imports the whole
/// application at every turn (4 s of CPU and 300 MiB for one that imports as slowly as Open edX), answers for the main
/// process alone, and fails for all workers at once when the broker is away.
fn container(plan: &Plan<'_>, worker: &Worker<'_>) -> Container {
    let service = plan.model.service(worker.service);
    let common = &plan.model.release.worker;
    Container {
        args: Some(arguments(service, worker)),
        env: Some(environment(service, worker)),
        image: Some(plan.image(worker).to_owned()),
        name: worker.workload.to_string(),
        resources: resources(&worker.settings.resources),
        security_context: Some(SecurityContext {
            allow_privilege_escalation: Some(common.allow_privilege_escalation),
            ..SecurityContext::default()
        }),
        volume_mounts: Some(common.volumes.iter().map(volume_mount).collect()),
        ..Container::default()
    }
}

/// The release's variables, then the service's, then the queue's; a later one replaces an earlier one of its name.
fn environment(service: &Service<'_>, worker: &Worker<'_>) -> Vec<EnvVar> {
    let catalog = service.catalog.environment.iter().map(|(name, value)| {
        let amended = if *name == SETTINGS { service.settings.as_ref().map(|settings| &*settings.value) } else { None };
        plain(name, amended.unwrap_or(value))
    });
    let mut variables: Vec<EnvVar> = catalog.collect();
    for variable in service.env.iter().chain(&worker.settings.env) {
        let built = env_var(variable);
        match variables.iter_mut().find(|earlier| earlier.name == built.name) {
            Some(earlier) => *earlier = built,
            None => variables.push(built),
        }
    }
    variables
}

/// The variable that names Django's settings module.
const SETTINGS: &str = "DJANGO_SETTINGS_MODULE";

fn plain(name: &str, value: &str) -> EnvVar {
    EnvVar { name: name.to_owned(), value: Some(value.to_owned()), value_from: None }
}

fn env_var(variable: &model::EnvVar<'_>) -> EnvVar {
    let reference = match &variable.value.value {
        EnvValue::Text(text) => return plain(&variable.name, text),
        EnvValue::Reference(reference) => reference,
    };
    let (key, name) = (reference.key.to_string(), reference.name.to_string());
    let source = if reference.secret {
        let selector = SecretKeySelector { key, name, optional: None };
        EnvVarSource { secret_key_ref: Some(selector), ..EnvVarSource::default() }
    } else {
        let selector = ConfigMapKeySelector { key, name, optional: None };
        EnvVarSource { config_map_key_ref: Some(selector), ..EnvVarSource::default() }
    };
    EnvVar { name: variable.name.to_string(), value: None, value_from: Some(source) }
}

fn resources(resources: &Resources) -> Option<ResourceRequirements> {
    let mut limits = BTreeMap::new();
    let mut requests = BTreeMap::new();
    let mut add = |name: &str, amount: Option<(String, Option<String>)>| {
        let Some((request, limit)) = amount else { return };
        requests.insert(name.to_owned(), Quantity(request));
        limits.extend(limit.map(|limit| (name.to_owned(), Quantity(limit))));
    };
    add(keys::cpu::KEY.name, quantities(&resources.cpu));
    add(keys::memory::KEY.name, quantities(&resources.memory));
    add("ephemeral-storage", quantities(&resources.ephemeral_storage));
    let some = |map: BTreeMap<String, Quantity>| (!map.is_empty()).then_some(map);
    let (limits, requests) = (some(limits), some(requests));
    requests.is_some().then_some(ResourceRequirements { claims: None, limits, requests })
}

fn quantities<T: ToString>(slot: &Slot<Amount<T>>) -> Option<(String, Option<String>)> {
    slot.as_ref().map(|amount| (amount.value.request.to_string(), amount.value.limit.as_ref().map(T::to_string)))
}

fn node_selector(place: &Place<'_>) -> Option<BTreeMap<String, String>> {
    let labels = place.node.as_ref()?.value.iter();
    Some(labels.map(|label| (label.key.to_string(), label.value.to_string())).collect())
}

fn tolerations(place: &Place<'_>) -> Option<Vec<Toleration>> {
    let taints = place.tolerate.as_ref()?.value.iter();
    let toleration = |taint: &crate::language::value::Toleration<'_>| Toleration {
        effect: taint.effect.map(str::to_owned),
        key: Some(taint.key.to_string()),
        operator: Some(if taint.value.is_some() { "Equal" } else { "Exists" }.to_owned()),
        toleration_seconds: None,
        value: taint.value.as_ref().map(ToString::to_string),
    };
    Some(taints.map(toleration).collect())
}

/// A wish, not a demand: a pod that cannot be placed evenly still works.
fn spread(place: &Place<'_>, worker: &Worker<'_>) -> Option<Vec<TopologySpreadConstraint>> {
    let topology_key = match place.spread.as_ref()?.value {
        Spread::Zone => "topology.kubernetes.io/zone",
        Spread::Host => "kubernetes.io/hostname",
    };
    Some(vec![TopologySpreadConstraint {
        label_selector: Some(selector(worker)),
        max_skew: 1,
        topology_key: topology_key.to_owned(),
        when_unsatisfiable: "ScheduleAnyway".to_owned(),
        ..TopologySpreadConstraint::default()
    }])
}

fn volume(volume: &catalog::Volume) -> Volume {
    Volume {
        config_map: Some(ConfigMapVolumeSource {
            name: volume.config_map.to_owned(),
            ..ConfigMapVolumeSource::default()
        }),
        name: volume.name.to_owned(),
        ..Volume::default()
    }
}

fn volume_mount(volume: &catalog::Volume) -> VolumeMount {
    VolumeMount { mount_path: volume.path.to_owned(), name: volume.name.to_owned(), ..VolumeMount::default() }
}

/// A number of pods, which the language keeps far below what fits.
fn narrow(pods: i64) -> i32 {
    i32::try_from(pods).unwrap_or(i32::MAX)
}
