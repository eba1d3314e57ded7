//! CronJobs that set the limits which change with a worker's windows and which no trigger of KEDA can change, and for the
//! site the account that they act as, with a Role that names the scalers concerned and nothing else.
//!
//! Each sets absolute numbers with one `kubectl patch`, so it may run late, twice, or again after a failure.

use std::collections::BTreeMap;

use k8s_openapi::api::batch::v1::{CronJob, CronJobSpec, JobSpec, JobTemplateSpec};
use k8s_openapi::api::core::v1::{
    Capabilities, Container, PodSecurityContext, PodSpec, PodTemplateSpec, ResourceRequirements, SeccompProfile,
    SecurityContext, ServiceAccount,
};
use k8s_openapi::api::rbac::v1::{PolicyRule, Role, RoleBinding, RoleRef, Subject};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::Serialize;

use super::labels::Labels;
use crate::language::keys;
use crate::plan::week::{Change, changes};
use crate::plan::{Plan, Worker};

/// The name of the account, its Role and the binding. The CronJobs' pods have it as a label, too: under a worker's name
/// they would count as its pods for the autoscaler and the disruption budget.
pub(super) const NAME: &str = "celery-windows";
/// A CronJob that was missed, by the control plane or for want of a node, is started for so many seconds.
const CATCH_UP: i64 = 3600;
/// Nobody, in the images of Kubernetes.
const NOBODY: i64 = 65534;

/// A kind of scaler, as Kubernetes' API names it.
struct Scaler {
    group: &'static str,
    resource: &'static str,
}

const SCALED_OBJECTS: Scaler = Scaler { group: "keda.sh", resource: "scaledobjects" };
const AUTOSCALERS: Scaler = Scaler { group: "autoscaling", resource: "horizontalpodautoscalers" };

fn scaler(worker: &Worker<'_>) -> &'static Scaler {
    if worker.settings.keda.is_some() { &SCALED_OBJECTS } else { &AUTOSCALERS }
}

/// The account, where something changes.
pub(super) fn account(plan: &Plan<'_>) -> Option<ServiceAccount> {
    let changing = plan.workers.iter().any(|worker| !changes(worker).is_empty());
    changing.then(|| ServiceAccount { metadata: metadata(plan, NAME), ..ServiceAccount::default() })
}

/// What the account may do: read and change the scalers whose limits change.
pub(super) fn role(plan: &Plan<'_>) -> Role {
    let changing: Vec<&Worker<'_>> = plan.workers.iter().filter(|worker| !changes(worker).is_empty()).collect();
    let rule = |of: &Scaler| {
        let names = changing.iter().filter(|worker| scaler(worker).resource == of.resource);
        let names: Vec<String> = names.map(|worker| worker.workload.to_string()).collect();
        (!names.is_empty()).then(|| PolicyRule {
            api_groups: Some(vec![of.group.to_owned()]),
            resource_names: Some(names),
            resources: Some(vec![of.resource.to_owned()]),
            verbs: vec!["get".to_owned(), "patch".to_owned()],
            ..PolicyRule::default()
        })
    };
    let rules = [&SCALED_OBJECTS, &AUTOSCALERS].into_iter().filter_map(rule).collect();
    Role { metadata: metadata(plan, NAME), rules: Some(rules) }
}

/// Gives the Role to the account.
pub(super) fn binding(plan: &Plan<'_>) -> RoleBinding {
    RoleBinding {
        metadata: metadata(plan, NAME),
        role_ref: RoleRef {
            api_group: "rbac.authorization.k8s.io".to_owned(),
            kind: "Role".to_owned(),
            name: NAME.to_owned(),
        },
        subjects: Some(vec![Subject {
            api_group: None,
            kind: "ServiceAccount".to_owned(),
            name: NAME.to_owned(),
            namespace: Some(plan.namespace().to_owned()),
        }]),
    }
}

/// The CronJob of a change.
pub(super) fn cron_job(plan: &Plan<'_>, worker: &Worker<'_>, change: &Change<'_>) -> CronJob {
    let job = JobSpec {
        template: PodTemplateSpec {
            metadata: Some(ObjectMeta { labels: Some(labels(plan)), ..ObjectMeta::default() }),
            spec: Some(pod(plan, worker, change)),
        },
        ..JobSpec::default()
    };
    CronJob {
        metadata: metadata(plan, &change.name),
        spec: Some(CronJobSpec {
            concurrency_policy: Some("Replace".to_owned()),
            failed_jobs_history_limit: Some(1),
            job_template: JobTemplateSpec { metadata: None, spec: Some(job) },
            schedule: change.schedule.clone(),
            starting_deadline_seconds: Some(CATCH_UP),
            successful_jobs_history_limit: Some(1),
            suspend: None,
            time_zone: Some(change.timezone.to_owned()),
        }),
        status: None,
    }
}

fn metadata(plan: &Plan<'_>, name: &str) -> ObjectMeta {
    ObjectMeta {
        labels: Some(labels(plan)),
        name: Some(name.to_owned()),
        namespace: Some(plan.namespace().to_owned()),
        ..ObjectMeta::default()
    }
}

fn labels(plan: &Plan<'_>) -> BTreeMap<String, String> {
    Labels::of(plan, NAME, "windows").to_map()
}

fn pod(plan: &Plan<'_>, worker: &Worker<'_>, change: &Change<'_>) -> PodSpec {
    let image = worker.settings.windows.iter().find_map(|window| window.image.as_ref());
    let kubectl = Container {
        args: Some(arguments(plan, worker, change)),
        image: Some(image.map_or_else(|| keys::image::KUBECTL.to_owned(), |image| image.value.to_string())),
        name: "kubectl".to_owned(),
        resources: Some(resources()),
        security_context: Some(SecurityContext {
            allow_privilege_escalation: Some(false),
            capabilities: Some(Capabilities { add: None, drop: Some(vec!["ALL".to_owned()]) }),
            read_only_root_filesystem: Some(true),
            ..SecurityContext::default()
        }),
        ..Container::default()
    };
    PodSpec {
        containers: vec![kubectl],
        enable_service_links: Some(false),
        restart_policy: Some("OnFailure".to_owned()),
        security_context: Some(PodSecurityContext {
            run_as_non_root: Some(true),
            run_as_user: Some(NOBODY),
            seccomp_profile: Some(SeccompProfile { localhost_profile: None, type_: "RuntimeDefault".to_owned() }),
            ..PodSecurityContext::default()
        }),
        service_account_name: Some(NAME.to_owned()),
        ..PodSpec::default()
    }
}

/// What kubectl is told: the image's entrypoint is the program, and no shell reads the line.
fn arguments(plan: &Plan<'_>, worker: &Worker<'_>, change: &Change<'_>) -> Vec<String> {
    let Scaler { group, resource } = scaler(worker);
    vec![
        "patch".to_owned(),
        format!("{resource}.{group}"),
        worker.workload.to_string(),
        format!("--namespace={}", plan.namespace()),
        "--type=merge".to_owned(),
        format!("--patch={}", patch(worker, change)),
    ]
}

/// The limits, in the words of the scaler's own kind.
fn patch(worker: &Worker<'_>, change: &Change<'_>) -> String {
    let Change { min, max, .. } = *change;
    let spec = match worker.settings.keda {
        Some(_) => Limits { max_replica_count: Some(max), ..Limits::default() },
        None => Limits { min_replicas: min, max_replicas: Some(max), ..Limits::default() },
    };
    // A struct of numbers can always be written.
    serde_json::to_string(&Patch { spec }).unwrap_or_default()
}

#[derive(Serialize)]
struct Patch {
    spec: Limits,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Limits {
    #[serde(skip_serializing_if = "Option::is_none")]
    max_replica_count: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_replicas: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_replicas: Option<i64>,
}

/// What kubectl needs for one request, with room.
fn resources() -> ResourceRequirements {
    let quantities = |cpu: Option<&str>, memory: &str| {
        let cpu = cpu.map(|cpu| (keys::cpu::KEY.name.to_owned(), Quantity(cpu.to_owned())));
        let memory = (keys::memory::KEY.name.to_owned(), Quantity(memory.to_owned()));
        Some(cpu.into_iter().chain([memory]).collect::<BTreeMap<_, _>>())
    };
    ResourceRequirements { claims: None, limits: quantities(None, "256Mi"), requests: quantities(Some("50m"), "64Mi") }
}
