//! `bench-floor FILE` → the bytes of `qc build FILE`, by the shortest program that one would write by hand for this job:
//! lines split at blanks, the same structs, the same serializer. Nothing is checked, and the site is known beforehand.
#![allow(clippy::disallowed_methods, reason = "the program is this file: it reads its input itself")]

use std::collections::BTreeMap;
use std::io::{BufWriter, Error, Result, Write, stdout};

use celq::emit::yaml;
use k8s_openapi::api::apps::v1::{Deployment, DeploymentSpec};
use k8s_openapi::api::core::v1::{
    ConfigMapVolumeSource, Container, EnvVar, PodSecurityContext, PodSpec, PodTemplateSpec, SecurityContext, Volume,
    VolumeMount,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};
use serde::Serialize;

fn main() -> Result<()> {
    let path = std::env::args_os().nth(1).ok_or_else(|| Error::other("usage: bench-floor FILE"))?;
    let file = std::fs::read_to_string(path)?;
    let mut out = BufWriter::with_capacity(1 << 16, stdout().lock());
    let mut text = String::new();
    for queue in file.lines().filter_map(Queue::read) {
        document(&deployment(&queue), &mut text, &mut out)?;
        document(&scaled_object(&queue), &mut text, &mut out)?;
    }
    out.flush()
}

fn document(object: &impl Serialize, text: &mut String, out: &mut impl Write) -> Result<()> {
    text.clear();
    yaml::write(text, object).map_err(Error::other)?;
    out.write_all(b"---\n")?;
    out.write_all(text.as_bytes())
}

struct Queue<'a> {
    service: &'a str,
    is_default: bool,
    workload: String,
    /// Its names in the broker, its own first.
    names: Vec<&'a str>,
    pool: &'a str,
    concurrency: Option<&'a str>,
    max_tasks_per_child: &'a str,
    min: i64,
    max: i64,
    list_length: &'a str,
}

impl<'a> Queue<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let mut words = line.split_whitespace();
        words.next().filter(|word| *word == "queue")?;
        let (service, variant) = words.next()?.split_once('.')?;
        let is_default = variant == "default";
        let mut queue = Queue {
            service,
            is_default,
            workload: if is_default {
                format!("{service}-worker")
            } else {
                format!("{service}-worker-{}", variant.replace('_', "-"))
            },
            names: Vec::new(),
            pool: "prefork",
            concurrency: None,
            max_tasks_per_child: "100",
            min: 0,
            max: 30,
            list_length: "40",
        };
        for (key, value) in words.filter_map(|word| word.split_once('=')) {
            match key {
                "name" => queue.names.push(value),
                "pool" => queue.pool = value,
                "concurrency" => queue.concurrency = Some(value),
                "max_tasks_per_child" => queue.max_tasks_per_child = value,
                "min" => queue.min = value.parse().ok()?,
                "max" => queue.max = value.parse().ok()?,
                "list_length" => queue.list_length = value,
                _ => {}
            }
        }
        // The default worker of the LMS also consumes what only Open edX's own routing names.
        if is_default && service == "lms" {
            queue.names.push("edx.lms.core.ora_workflow_update");
        }
        Some(queue)
    }
}

fn labels(workload: &str) -> BTreeMap<String, String> {
    BTreeMap::from([
        ("app.kubernetes.io/component".to_owned(), "worker".to_owned()),
        ("app.kubernetes.io/instance".to_owned(), "bench".to_owned()),
        ("app.kubernetes.io/managed-by".to_owned(), "qc".to_owned()),
        ("app.kubernetes.io/name".to_owned(), workload.to_owned()),
        ("app.kubernetes.io/part-of".to_owned(), "openedx".to_owned()),
    ])
}

fn arguments(queue: &Queue<'_>) -> Vec<String> {
    let mut arguments = vec![
        "celery".to_owned(),
        format!("--app={}.celery", queue.service),
        "worker".to_owned(),
        "--loglevel=info".to_owned(),
        format!("--hostname={}@%h", queue.names[0]),
        format!("--queues={}", queue.names.join(",")),
    ];
    if queue.pool != "prefork" {
        arguments.push(format!("--pool={}", queue.pool));
    }
    if let Some(concurrency) = queue.concurrency {
        arguments.push(format!("--concurrency={concurrency}"));
    }
    if queue.pool == "prefork" {
        arguments.push(format!("--max-tasks-per-child={}", queue.max_tasks_per_child));
    }
    if queue.pool != "gevent" {
        arguments.push("--prefetch-multiplier=1".to_owned());
    }
    arguments.extend(["--without-gossip".to_owned(), "--without-mingle".to_owned()]);
    arguments
}

fn deployment(queue: &Queue<'_>) -> Deployment {
    let selector = BTreeMap::from([("app.kubernetes.io/name".to_owned(), queue.workload.clone())]);
    Deployment {
        metadata: ObjectMeta {
            labels: Some(labels(&queue.workload)),
            name: Some(queue.workload.clone()),
            namespace: Some("openedx".to_owned()),
            ..ObjectMeta::default()
        },
        spec: Some(DeploymentSpec {
            selector: LabelSelector { match_labels: Some(selector), ..LabelSelector::default() },
            template: PodTemplateSpec {
                metadata: Some(ObjectMeta { labels: Some(labels(&queue.workload)), ..ObjectMeta::default() }),
                spec: Some(pod(queue)),
            },
            ..DeploymentSpec::default()
        }),
        status: None,
    }
}

fn pod(queue: &Queue<'_>) -> PodSpec {
    PodSpec {
        containers: vec![container(queue)],
        enable_service_links: Some(false),
        security_context: Some(PodSecurityContext {
            run_as_group: Some(1000),
            run_as_user: Some(1000),
            ..PodSecurityContext::default()
        }),
        // The default workers run tasks of up to twenty minutes.
        termination_grace_period_seconds: Some(if queue.is_default { 1210 } else { 600 }),
        volumes: Some(vec![
            volume("openedx-settings-lms", "settings-lms"),
            volume("openedx-settings-cms", "settings-cms"),
            volume("openedx-config", "config"),
        ]),
        ..PodSpec::default()
    }
}

fn container(queue: &Queue<'_>) -> Container {
    Container {
        args: Some(arguments(queue)),
        env: Some(vec![
            env_var("DJANGO_SETTINGS_MODULE", format!("{}.envs.tutor.production", queue.service)),
            env_var("SERVICE_VARIANT", queue.service.to_owned()),
        ]),
        image: Some("docker.io/overhangio/openedx:22.0.3".to_owned()),
        name: queue.workload.clone(),
        security_context: Some(SecurityContext {
            allow_privilege_escalation: Some(false),
            ..SecurityContext::default()
        }),
        volume_mounts: Some(vec![
            volume_mount("/openedx/edx-platform/lms/envs/tutor/", "settings-lms"),
            volume_mount("/openedx/edx-platform/cms/envs/tutor/", "settings-cms"),
            volume_mount("/openedx/config", "config"),
        ]),
        ..Container::default()
    }
}

fn env_var(name: &str, value: String) -> EnvVar {
    EnvVar { name: name.to_owned(), value: Some(value), value_from: None }
}

fn volume(config_map: &str, name: &str) -> Volume {
    let source = ConfigMapVolumeSource { name: config_map.to_owned(), ..ConfigMapVolumeSource::default() };
    Volume { config_map: Some(source), name: name.to_owned(), ..Volume::default() }
}

fn volume_mount(path: &str, name: &str) -> VolumeMount {
    VolumeMount { mount_path: path.to_owned(), name: name.to_owned(), ..VolumeMount::default() }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ScaledObject<'a> {
    api_version: &'static str,
    kind: &'static str,
    metadata: Metadata<'a>,
    spec: Spec<'a>,
}

#[derive(Serialize)]
struct Metadata<'a> {
    labels: Labels<'a>,
    name: &'a str,
    namespace: &'static str,
}

#[derive(Serialize)]
struct Labels<'a> {
    #[serde(rename = "app.kubernetes.io/component")]
    component: &'static str,
    #[serde(rename = "app.kubernetes.io/instance")]
    instance: &'static str,
    #[serde(rename = "app.kubernetes.io/managed-by")]
    managed_by: &'static str,
    #[serde(rename = "app.kubernetes.io/name")]
    name: &'a str,
    #[serde(rename = "app.kubernetes.io/part-of")]
    part_of: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Spec<'a> {
    scale_target_ref: ScaleTarget<'a>,
    polling_interval: u32,
    cooldown_period: u32,
    min_replica_count: i64,
    max_replica_count: i64,
    triggers: Vec<Trigger<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ScaleTarget<'a> {
    api_version: &'static str,
    kind: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Trigger<'a> {
    #[serde(rename = "type")]
    of: &'static str,
    metric_type: &'static str,
    metadata: RedisList<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RedisList<'a> {
    address: &'static str,
    database_index: &'static str,
    list_name: &'a str,
    list_length: &'a str,
    activation_list_length: &'static str,
}

fn scaled_object<'a>(queue: &'a Queue<'_>) -> ScaledObject<'a> {
    ScaledObject {
        api_version: "keda.sh/v1alpha1",
        kind: "ScaledObject",
        metadata: metadata(&queue.workload),
        spec: Spec {
            scale_target_ref: ScaleTarget { api_version: "apps/v1", kind: "Deployment", name: &queue.workload },
            polling_interval: 30,
            cooldown_period: 300,
            min_replica_count: queue.min,
            max_replica_count: queue.max,
            triggers: queue.names.iter().map(|name| trigger(name, queue.list_length)).collect(),
        },
    }
}

fn metadata(workload: &str) -> Metadata<'_> {
    let labels =
        Labels { component: "worker", instance: "bench", managed_by: "qc", name: workload, part_of: "openedx" };
    Metadata { labels, name: workload, namespace: "openedx" }
}

fn trigger<'a>(list_name: &'a str, list_length: &'a str) -> Trigger<'a> {
    Trigger {
        of: "redis",
        metric_type: "AverageValue",
        metadata: RedisList {
            address: "redis.openedx:6379",
            database_index: "0",
            list_name,
            list_length,
            activation_list_length: "0",
        },
    }
}
