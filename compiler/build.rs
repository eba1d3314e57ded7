//! `spec/{catalog,celery,keda}/*.yaml` → static tables in `$OUT_DIR/catalog.rs`. Adding a release is adding a file.
#![allow(clippy::disallowed_methods, reason = "a build script reads files; the library that it feeds does not")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use serde::Deserialize;
use serde::de::DeserializeOwned;

type Error = Box<dyn std::error::Error>;

fn main() -> Result<(), Error> {
    let spec = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../spec");
    println!("cargo:rerun-if-changed={}", spec.join("catalog").display());
    println!("cargo:rerun-if-env-changed=QC_PAGES");
    let options: WorkerOptions = read(&spec.join("celery/worker-options.yaml"))?;
    let mut code = releases(&spec.join("catalog"), &options)?;
    code += &worker_options(&options)?;
    code += &environment(&read(&spec.join("celery/environment.yaml"))?);
    code += &keda_versions(&read(&spec.join("keda/versions.yaml"))?)?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("catalog.rs"), code)?;
    Ok(())
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, Error> {
    println!("cargo:rerun-if-changed={}", path.display());
    let text = fs::read_to_string(path)?;
    serde_yaml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// `&[f(item), …]`
fn list<T>(items: impl IntoIterator<Item = T>, code: impl FnMut(T) -> String) -> String {
    format!("&[{}]", items.into_iter().map(code).collect::<Vec<_>>().join(", "))
}

fn strings(items: &[String]) -> String {
    list(items, |item| format!("{item:?}"))
}

fn pairs(items: &BTreeMap<String, String>) -> String {
    list(items, |(key, value)| format!("({key:?}, {value:?})"))
}

fn version(text: &str) -> Result<String, Error> {
    let mut numbers = text.split('.').map(str::parse::<u32>);
    let mut next = || numbers.next().unwrap_or(Ok(0));
    let (major, minor, patch) = (next()?, next()?, next()?);
    Ok(format!("Version {{ major: {major}, minor: {minor}, patch: {patch} }}"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Release {
    #[serde(rename = "release")]
    name: String,
    tutor: String,
    platform: String,
    #[serde(rename = "cut")]
    _cut: String,
    #[serde(rename = "established")]
    _established: String,
    image: String,
    python: String,
    celery: Pins,
    kombu: Pins,
    #[serde(rename = "pins")]
    _pins: String,
    image_lacks: Vec<String>,
    service_variant_renames_queues: bool,
    worker: Worker,
    redis: Redis,
    services: Vec<Service>,
    evidence: BTreeMap<String, Evidence>,
    tasks: Vec<Task>,
    optional: BTreeMap<String, Package>,
    possible: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pins {
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Worker {
    run_as_user: i64,
    run_as_group: i64,
    allow_privilege_escalation: bool,
    volumes: Vec<Volume>,
    mounts: Vec<Mount>,
    selinux: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Mount {
    source: String,
    path: String,
    read_only: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Redis {
    host: String,
    maxmemory: String,
    maxmemory_policy: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Volume {
    name: String,
    config_map: String,
    path: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Service {
    name: String,
    app: String,
    settings: String,
    queue: String,
    workload: String,
    default_workload: String,
    default: String,
    queues: Vec<String>,
    routed_only: Vec<String>,
    command: Vec<String>,
    environment: BTreeMap<String, String>,
    explicit: BTreeMap<String, String>,
    alternate: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Evidence {
    sure: bool,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Task {
    name: String,
    #[serde(rename = "in")]
    registered: Vec<String>,
    evidence: String,
    time_limit: Option<u32>,
    sent_by: Option<Vec<String>>,
    only_in: Option<String>,
    caller_queue: Option<BTreeMap<String, String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Package {
    scanned: String,
    tasks: Vec<String>,
}

fn releases(folder: &Path, options: &WorkerOptions) -> Result<String, Error> {
    let mut releases: Vec<Release> = Vec::new();
    for entry in fs::read_dir(folder)? {
        releases.push(read(&entry?.path())?);
    }
    // Tutor counts up by one with every release.
    releases.sort_by_key(|release| release.tutor.split('.').next().and_then(|major| major.parse::<u32>().ok()));
    let mut code = String::from("/// All releases, the newest last.\npub static RELEASES: &[Release] = &[\n");
    for release in &releases {
        writeln!(code, "{},", release.code(options).map_err(|error| format!("{}: {error}", release.name))?)?;
    }
    Ok(code + "];\n")
}

impl Release {
    fn code(&self, options: &WorkerOptions) -> Result<String, Error> {
        let names = Names(self.services.iter().map(|service| service.name.as_str()).collect());
        let mut tasks: Vec<&Task> = self.tasks.iter().collect();
        tasks.sort_by(|a, b| a.name.cmp(&b.name));
        let evidence: Vec<&str> = self.evidence.keys().map(String::as_str).collect();
        let mut service_code = Vec::new();
        for service in &self.services {
            service_code.push(service.code(&names, options)?);
        }
        let mut task_code = Vec::new();
        for task in tasks {
            task_code.push(task.code(&names, &evidence).map_err(|error| format!("{}: {error}", task.name))?);
        }
        Ok(format!(
            "Release {{ name: {:?}, tutor: {:?}, platform: {:?}, image: {:?}, python: {:?}, celery: {}, kombu: {},
             image_lacks: {}, service_variant_renames_queues: {}, worker: {},
             redis: Some(Redis {{ host: {:?}, maxmemory: {:?}, maxmemory_policy: {:?} }}), services: &[{}],
             evidence: {}, tasks: &[\n{}],\n optional: {}, possible: {} }}",
            self.name,
            self.tutor,
            self.platform,
            self.image,
            self.python,
            self.celery.code()?,
            self.kombu.code()?,
            strings(&self.image_lacks),
            self.service_variant_renames_queues,
            self.worker.code(),
            self.redis.host,
            self.redis.maxmemory,
            self.redis.maxmemory_policy,
            service_code.join(",\n"),
            list(self.evidence.values(), |item| format!(
                "Evidence {{ sure: {}, source: {:?} }}",
                item.sure, item.source
            )),
            task_code.join(",\n"),
            list(&self.optional, |(name, package)| format!(
                "Package {{ name: {name:?}, scanned: {:?}, tasks: {} }}",
                package.scanned,
                strings(&package.tasks)
            )),
            pairs(&self.possible),
        ))
    }
}

impl Pins {
    fn code(&self) -> Result<String, Error> {
        Ok(format!("Pins {{ from: {}, to: {} }}", version(&self.from)?, version(&self.to)?))
    }
}

impl Worker {
    fn code(&self) -> String {
        let volume = |volume: &Volume| {
            let Volume { name, config_map, path } = volume;
            format!("Volume {{ name: {name:?}, config_map: {config_map:?}, path: {path:?} }}")
        };
        let mount = |mount: &Mount| {
            let Mount { source, path, read_only } = mount;
            format!("Mount {{ source: {source:?}, path: {path:?}, read_only: {read_only} }}")
        };
        format!(
            "Worker {{ run_as_user: Some({}), run_as_group: Some({}), allow_privilege_escalation: Some({}), volumes: {},
             mounts: {}, selinux: {} }}",
            self.run_as_user,
            self.run_as_group,
            self.allow_privilege_escalation,
            list(&self.volumes, volume),
            list(&self.mounts, mount),
            self.selinux,
        )
    }
}

/// The services' names, by index.
struct Names<'a>(Vec<&'a str>);

impl Names<'_> {
    fn index(&self, name: &str) -> Result<usize, Error> {
        self.0.iter().position(|service| *service == name).ok_or_else(|| format!("no service `{name}`").into())
    }

    fn set(&self, names: &[String]) -> Result<u8, Error> {
        names.iter().try_fold(0, |set, name| Ok(set | 1 << self.index(name)?))
    }

    fn queue(&self, queue: &str) -> Result<String, Error> {
        let (service, variant) = queue.split_once('.').ok_or("a queue is `service.variant`")?;
        Ok(format!("QueueRef {{ service: {}, variant: {variant:?} }}", self.index(service)?))
    }
}

impl Service {
    fn code(&self, names: &Names<'_>, options: &WorkerOptions) -> Result<String, Error> {
        let unmodelled: Vec<String> = self.command.iter().filter(|argument| options.lack(argument)).cloned().collect();
        let mut explicit = Vec::new();
        for (task, queue) in &self.explicit {
            explicit.push(format!("({task:?}, {})", names.queue(queue)?));
        }
        let mut alternate = Vec::new();
        for (task, service) in &self.alternate {
            alternate.push(format!("({task:?}, {})", names.index(service)?));
        }
        Ok(format!(
            "Service {{ name: {:?}, app: {:?}, settings: {:?}, queue: {:?}, workload: {:?}, default_workload: {:?},
             default: {:?}, queues: {}, routed_only: {}, command: {}, unmodelled: {}, environment: {},
             explicit: &[{}], alternate: &[{}] }}",
            self.name,
            self.app,
            self.settings,
            self.queue,
            self.workload,
            self.default_workload,
            self.default,
            strings(&self.queues),
            strings(&self.routed_only),
            strings(&self.command),
            strings(&unmodelled),
            pairs(&self.environment),
            explicit.join(", "),
            alternate.join(", "),
        ))
    }
}

impl Task {
    fn code(&self, names: &Names<'_>, evidence: &[&str]) -> Result<String, Error> {
        let evidence = evidence.iter().position(|key| *key == self.evidence).ok_or("its evidence is not listed")?;
        let registered = names.set(&self.registered)?;
        let sent_by = self.sent_by.as_ref().map_or(Ok(registered), |services| names.set(services))?;
        let only_in = self.only_in.as_ref().map(|service| names.index(service)).transpose()?;
        let caller_queue = match &self.caller_queue {
            None => "None".into(),
            Some(map) => {
                let setting = map.get("setting").ok_or("a caller's queue comes from a setting")?;
                let mut queues = Vec::new();
                for service in &names.0 {
                    queues.push(names.queue(map.get(*service).ok_or("a service's queue is missing")?)?);
                }
                format!("Some(CallerQueue {{ setting: {setting:?}, queues: &[{}] }})", queues.join(", "))
            }
        };
        Ok(format!(
            "Task {{ name: {:?}, registered: ServiceSet({registered}), sent_by: ServiceSet({sent_by}),
             evidence: {evidence}, time_limit: {:?}, only_in: {only_in:?}, caller_queue: {caller_queue} }}",
            self.name, self.time_limit
        ))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkerOptions {
    options: Vec<WorkerOption>,
    global: Vec<Vec<String>>,
}

impl WorkerOptions {
    /// Whether an argument is an option that no key stands for, and that a file may give.
    fn lack(&self, argument: &str) -> bool {
        let name = argument.split('=').next().unwrap_or_default();
        let option = self.options.iter().find(|option| option.option == name);
        option.is_some_and(|option| option.key.is_none() && option.never.is_none())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkerOption {
    option: String,
    #[serde(default)]
    also: Vec<String>,
    takes: String,
    since: Option<String>,
    key: Option<String>,
    #[serde(default)]
    pools: BTreeMap<String, String>,
    never: Option<String>,
    own_rule: Option<String>,
}

/// In the order of the words of `pool`.
const POOLS: [&str; 5] = ["prefork", "gevent", "eventlet", "threads", "solo"];

fn worker_options(table: &WorkerOptions) -> Result<String, Error> {
    let mut options = Vec::new();
    let mut indexes = String::new();
    for (index, option) in table.options.iter().enumerate() {
        let name = option.option.trim_start_matches('-').replace('-', "_").to_uppercase();
        writeln!(indexes, "/// `{}`\npub const {name}: usize = {index};", option.option)?;
        let obeys = |pool: &&str| match option.pools.get(*pool).map(String::as_str) {
            None => "Obeys::Honoured",
            Some("ignored") => "Obeys::Ignored",
            Some(_) => "Obeys::Rejected",
        };
        let pools: Vec<&str> = POOLS.iter().map(obeys).collect();
        options.push(format!(
            "WorkerOption {{ name: {:?}, also: {}, takes_value: {}, since: {}, key: {:?}, pools: [{}], never: {:?}, own_rule: {:?} }}",
            option.option,
            strings(&option.also),
            option.takes == "a value",
            version(option.since.as_deref().unwrap_or("5.0"))?,
            option.key,
            pools.join(", "),
            option.never,
            option.own_rule,
        ));
    }
    let global: Vec<String> = table.global.iter().flatten().cloned().collect();
    Ok(format!(
        "/// The index of each option in [`WORKER_OPTIONS`].\npub mod option {{ {indexes} }}
         /// The options of `celery worker`.\npub static WORKER_OPTIONS: &[WorkerOption] = &[{}];
         /// The options of `celery` itself, which `worker` does not take.\npub static GLOBAL_OPTIONS: &[&str] = {};\n",
        options.join(",\n"),
        strings(&global),
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Environment {
    variables: Vec<Variable>,
    prefixes: Vec<Variable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Variable {
    name: String,
    does: String,
    unless: Option<String>,
    unless_pool: Option<String>,
    instead: Option<String>,
}

fn environment(table: &Environment) -> String {
    let code = |variable: &Variable| {
        format!(
            "Variable {{ name: {:?}, does: {:?}, boolean: {}, unless_pool: {:?}, instead: {:?} }}",
            variable.name,
            variable.does,
            variable.unless.as_deref() == Some("boolean"),
            variable.unless_pool,
            variable.instead
        )
    };
    format!(
        "/// Variables that Celery reads.\npub static VARIABLES: &[Variable] = {};
         /// How further variables that Celery reads begin.\npub static VARIABLE_PREFIXES: &[Variable] = {};\n",
        list(&table.variables, code),
        list(&table.prefixes, code),
    )
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KedaVersions {
    versions: Vec<KedaVersion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KedaVersion {
    keda: String,
    kubernetes: [String; 2],
}

fn keda_versions(table: &KedaVersions) -> Result<String, Error> {
    let mut versions = Vec::new();
    for KedaVersion { keda, kubernetes: [from, to] } in &table.versions {
        let (keda, from, to) = (version(keda)?, version(from)?, version(to)?);
        versions.push(format!("KedaVersion {{ keda: {keda}, from: {from}, to: {to} }}"));
    }
    Ok(format!(
        "/// What each version of KEDA supports, the oldest first.\npub static KEDA_VERSIONS: &[KedaVersion] = &[{}];\n",
        versions.join(", ")
    ))
}
