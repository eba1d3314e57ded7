//! A worker → a Compose service. Command and variables are those of the Deployment; what the cluster keeps in Secrets and
//! ConfigMaps comes from the shell and from files beside the Compose file, by their names.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::EnvVar;
use serde::Serialize;

use crate::catalog::Mount;
use crate::emit::manifests::{arguments, environment};
use crate::language::value::{Amount, Bytes, MilliCpu};
use crate::model::{self, Slot, value_or};
use crate::plan::scaling::Scaler;
use crate::plan::{Plan, Worker};

/// Where Tutor keeps what its services write, seen from its Compose files.
const TUTORS_DATA: &str = "../../data/";

/// A service of a Compose file.
#[derive(Serialize)]
pub(in crate::emit) struct Service {
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    command: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    environment: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    env_file: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    restart: Option<&'static str>,
    stop_grace_period: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    deploy: Option<Deploy>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    volumes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    depends_on: Vec<String>,
}

#[derive(Serialize)]
struct Deploy {
    #[serde(skip_serializing_if = "Option::is_none")]
    replicas: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    resources: Option<Resources>,
}

#[derive(Serialize)]
struct Resources {
    #[serde(skip_serializing_if = "Option::is_none")]
    limits: Option<Quantities>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reservations: Option<Quantities>,
}

#[derive(Serialize)]
struct Quantities {
    #[serde(skip_serializing_if = "Option::is_none")]
    cpus: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    memory: Option<String>,
}

impl Service {
    /// What makes a worker of Tutor's own like one of the file. Image and folders stay Tutor's.
    pub(super) fn over_tutors(plan: &Plan<'_>, worker: &Worker<'_>) -> Self {
        let image = plan.said_image(worker).map(interpolated);
        Self { image, volumes: own_volumes(plan, worker), ..Self::common(plan, worker) }
    }

    /// A worker that nobody else has.
    pub(in crate::emit) fn whole(plan: &Plan<'_>, worker: &Worker<'_>) -> Self {
        let service = plan.model.service(worker.service);
        let release = &plan.model.release.worker;
        let tutors = if service.is_own() { &[] } else { release.mounts };
        let mut volumes: Vec<String> =
            tutors.iter().map(|mount| bound(mount, &service.name, release.selinux)).collect();
        volumes.extend(own_volumes(plan, worker));
        let depends_on = if service.is_own() { Vec::new() } else { vec![service.name.to_string()] };
        Self {
            image: Some(interpolated(plan.image(worker))),
            restart: Some("unless-stopped"),
            volumes,
            depends_on,
            ..Self::common(plan, worker)
        }
    }

    fn common(plan: &Plan<'_>, worker: &Worker<'_>) -> Self {
        let service = plan.model.service(worker.service);
        let sources = [&service.env_from.configmap, &service.env_from.secret];
        let files = sources.into_iter().flatten().flat_map(|names| &names.value);
        Self {
            image: None,
            command: arguments::arguments(plan, worker).iter().map(|argument| interpolated(argument)).collect(),
            environment: environment::variables(plan, worker).into_iter().map(variable).collect(),
            env_file: files.map(|name| interpolated(&format!("{}.env", name.text))).collect(),
            restart: None,
            stop_grace_period: format!("{}s", worker.grace().0),
            deploy: deploy(worker),
            volumes: Vec::new(),
            depends_on: Vec::new(),
        }
    }

    /// Adds a folder or what stands for folders.
    pub(in crate::emit) fn mount(&mut self, volume: &str) {
        self.volumes.push(volume.to_owned());
    }
}

/// A text in which Compose finds no variable.
fn interpolated(text: &str) -> String {
    text.replace('$', "$$")
}

/// A variable. What the cluster keeps in a Secret has to be in the shell's environment, and Compose says so where it is not.
fn variable(variable: EnvVar) -> (String, String) {
    let value = match variable.value {
        Some(value) => interpolated(&value),
        None => format!("${{{0}:?{0} has to be set}}", variable.name),
    };
    (variable.name, value)
}

/// A folder of Tutor's.
fn bound(mount: &Mount, service: &str, selinux: bool) -> String {
    let source = mount.source.replace("{service}", service);
    let mode = match (mount.read_only, selinux) {
        (true, true) => ":ro,z",
        (true, false) => ":ro",
        (false, true) => ":z",
        (false, false) => "",
    };
    format!("{source}:{}{mode}", mount.path)
}

/// The volumes of the file: a claim is a volume of that name, or a folder among Tutor's own; a ConfigMap or Secret a folder
/// of its name beside the file.
fn own_volumes(plan: &Plan<'_>, worker: &Worker<'_>) -> Vec<String> {
    let data = if plan.model.release.services.is_empty() { "" } else { TUTORS_DATA };
    let volume = |volume: &model::Volume<'_>| {
        let path = interpolated(volume.path.as_ref().map_or("", |path| &path.value));
        let folder = volume.configmap.as_ref().or(volume.secret.as_ref()).map(|name| format!("./{}", name.value));
        let claim = volume.claim.as_ref().map(|claim| format!("{data}{}", claim.value));
        let read_only = folder.is_some() || value_or(&volume.read_only, false);
        match claim.or(folder) {
            Some(source) => format!("{source}:{path}{}", if read_only { ":ro" } else { "" }),
            None => path,
        }
    };
    plan.model.service(worker.service).volumes.iter().map(volume).collect()
}

/// How many containers there are, where it is not one, and what each may use.
fn deploy(worker: &Worker<'_>) -> Option<Deploy> {
    let replicas = containers(worker);
    let asked = worker.settings.resources();
    let (cpu, memory) = (&asked.cpu, &asked.memory);
    let reservations = Quantities::new(request(cpu), request(memory));
    let limits = Quantities::new(limit(cpu), limit(memory));
    let resources = (limits.is_some() || reservations.is_some()).then_some(Resources { limits, reservations });
    let replicas = (replicas != 1).then_some(replicas);
    (replicas.is_some() || resources.is_some()).then_some(Deploy { replicas, resources })
}

fn containers(worker: &Worker<'_>) -> i64 {
    match worker.scaler() {
        Scaler::Fixed(replicas) => replicas,
        Scaler::Keda(_) | Scaler::Hpa(_) => worker.replicas().0.max(1),
    }
}

fn request<T: Copy>(amount: &Slot<Amount<T>>) -> Option<T> {
    amount.as_ref().map(|amount| amount.value.request)
}

fn limit<T: Copy>(amount: &Slot<Amount<T>>) -> Option<T> {
    amount.as_ref().and_then(|amount| amount.value.limit)
}

impl Quantities {
    fn new(cpu: Option<MilliCpu>, memory: Option<Bytes>) -> Option<Self> {
        let cpus = cpu.map(|cpu| {
            let cpus = format!("{}.{:03}", cpu.0 / 1000, cpu.0 % 1000);
            cpus.trim_end_matches('0').trim_end_matches('.').to_owned()
        });
        (cpu.is_some() || memory.is_some()).then(|| Self { cpus, memory: memory.map(of_compose) })
    }
}

/// An amount of memory in the largest of Compose's units that leaves no rest.
fn of_compose(memory: Bytes) -> String {
    let units = [(1 << 30, "g"), (1 << 20, "m"), (1 << 10, "k")];
    let fits = units.into_iter().find(|(bytes, _)| memory.0.is_multiple_of(*bytes));
    let (bytes, unit) = fits.unwrap_or((1, "b"));
    format!("{}{unit}", memory.0 / bytes)
}
