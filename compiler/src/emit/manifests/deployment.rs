//! The Deployment of a worker: Tutor's own for the service, with what the file says in it.

use std::collections::BTreeMap;

use k8s_openapi::api::apps::v1::{Deployment, DeploymentSpec, DeploymentStrategy, RollingUpdateDeployment};
use k8s_openapi::api::core::v1::{
    Container, EnvVar, PodSecurityContext, PodSpec, PodTemplateSpec, ResourceRequirements, SecurityContext, Toleration,
    TopologySpreadConstraint,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use super::arguments::arguments;
use super::disruption_budget::portion;
use super::labels::{Labels, NAME};
use super::{environment, narrow, volumes};
use crate::catalog;
use crate::language::keys;
use crate::language::keys::spread::Spread;
use crate::language::value::Amount;
use crate::model::{Place, Resources, Rollout, ServiceId, Slot};
use crate::plan::scaling::Scaler;
use crate::plan::{Plan, Worker};

/// Builds Deployments one after the other, each from the last of its service: most of an object is the same for all.
pub(super) struct Deployments<'p> {
    plan: &'p Plan<'p>,
    of: Vec<OfService>,
}

/// The last Deployment of a service.
struct OfService {
    built: Deployment,
    /// Whether its environment is one that other workers of the service do not have.
    own_environment: bool,
}

impl<'p> Deployments<'p> {
    pub(super) fn new(plan: &'p Plan<'p>) -> Self {
        let of_service = |id| OfService { built: common(plan, id), own_environment: true };
        Self { plan, of: plan.model.service_ids().map(of_service).collect() }
    }

    /// The Deployment of a worker, until the next is built.
    pub(super) fn build(&mut self, worker: &Worker<'_>) -> &Deployment {
        let OfService { built, own_environment } = &mut self.of[worker.service.0 as usize];
        let Deployment { metadata, spec, .. } = &mut *built;
        rename(&mut metadata.labels, &worker.workload);
        worker.workload.as_ref().clone_into(metadata.name.get_or_insert_default());
        let spec = spec.get_or_insert_default();
        // Where something scales, a number here would undo its work at every apply.
        spec.replicas = match worker.scaler() {
            Scaler::Fixed(replicas) => Some(narrow(replicas)),
            Scaler::Keda(_) | Scaler::Hpa(_) => None,
        };
        spec.strategy = worker.settings.rollout.as_deref().map(strategy);
        rename(&mut spec.selector.match_labels, &worker.workload);
        rename(&mut spec.template.metadata.get_or_insert_default().labels, &worker.workload);
        let of_last = std::mem::replace(own_environment, environment::is_own(self.plan, worker));
        let environment = (of_last || *own_environment).then(|| environment::variables(self.plan, worker));
        pod(spec.template.spec.get_or_insert_default(), self.plan, worker, environment);
        built
    }
}

/// What the Deployments of all workers of a service have in common.
fn common(plan: &Plan<'_>, id: ServiceId) -> Deployment {
    let service = plan.model.service(id);
    let worker = if service.is_own() { &catalog::NO_RELEASE.worker } else { &plan.model.release.worker };
    let labels = Some(Labels::new(plan, "").to_map());
    let container = Container {
        env_from: environment::from_objects(service),
        volume_mounts: volumes::mounts(plan, id),
        security_context: worker
            .allow_privilege_escalation
            .map(|allowed| SecurityContext { allow_privilege_escalation: Some(allowed), ..SecurityContext::default() }),
        ..Container::default()
    };
    let pod = PodSpec {
        containers: vec![container],
        // A Service called `flower` would set FLOWER_PORT, and others what Celery takes for options.
        enable_service_links: Some(false),
        security_context: worker.run_as_user.or(worker.run_as_group).map(|_| PodSecurityContext {
            run_as_group: worker.run_as_group,
            run_as_user: worker.run_as_user,
            ..PodSecurityContext::default()
        }),
        volumes: volumes::volumes(plan, id),
        ..PodSpec::default()
    };
    Deployment {
        metadata: ObjectMeta {
            labels: labels.clone(),
            namespace: Some(plan.namespace().to_owned()),
            ..ObjectMeta::default()
        },
        spec: Some(DeploymentSpec {
            selector: selector(""),
            template: PodTemplateSpec {
                metadata: Some(ObjectMeta { labels, ..ObjectMeta::default() }),
                spec: Some(pod),
            },
            ..DeploymentSpec::default()
        }),
        status: None,
    }
}

/// Puts the name of a worker into labels.
fn rename(labels: &mut Option<BTreeMap<String, String>>, name: &str) {
    if let Some(label) = labels.as_mut().and_then(|labels| labels.get_mut(NAME)) {
        name.clone_into(label);
    }
}

/// How pods are replaced by those of a new version.
fn strategy(rollout: &Rollout) -> DeploymentStrategy {
    DeploymentStrategy {
        rolling_update: Some(RollingUpdateDeployment {
            max_surge: portion(&rollout.max_surge),
            max_unavailable: portion(&rollout.max_unavailable),
        }),
        type_: Some("RollingUpdate".to_owned()),
    }
}

/// What selects a worker's pods.
pub(super) fn selector(name: &str) -> LabelSelector {
    LabelSelector {
        match_labels: Some(BTreeMap::from([(NAME.to_owned(), name.to_owned())])),
        ..LabelSelector::default()
    }
}

fn pod(pod: &mut PodSpec, plan: &Plan<'_>, worker: &Worker<'_>, environment: Option<Vec<EnvVar>>) {
    let settings = worker.settings;
    let place = settings.place.as_deref();
    if let [one] = pod.containers.as_mut_slice() {
        container(one, plan, worker, environment);
    }
    pod.node_selector = place.and_then(node_selector);
    pod.priority_class_name = settings.priority_class.as_ref().map(|class| class.value.to_string());
    pod.service_account_name =
        place.and_then(|place| place.service_account.as_ref()).map(|name| name.value.to_string());
    pod.termination_grace_period_seconds = Some(worker.grace().0.into());
    pod.tolerations = place.and_then(tolerations);
    pod.topology_spread_constraints = place.and_then(|place| spread(place, worker));
}

/// No probes: the only one that needs nothing of the application is `celery inspect ping`, which imports the whole
/// application at every turn (4 s of CPU and 300 MiB for one that imports as slowly as Open edX), answers for the main
/// process alone, and fails for all workers at once when the broker is away.
fn container(container: &mut Container, plan: &Plan<'_>, worker: &Worker<'_>, environment: Option<Vec<EnvVar>>) {
    container.args = Some(arguments(plan, worker));
    if let Some(environment) = environment {
        container.env = (!environment.is_empty()).then_some(environment);
    }
    plan.image(worker).clone_into(container.image.get_or_insert_default());
    worker.workload.as_ref().clone_into(&mut container.name);
    container.resources = resources(worker.settings.resources());
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
        label_selector: Some(selector(&worker.workload)),
        max_skew: 1,
        topology_key: topology_key.to_owned(),
        when_unsatisfiable: "ScheduleAnyway".to_owned(),
        ..TopologySpreadConstraint::default()
    }])
}
