//! What each Open edX release has, and what Celery and KEDA do with what they are given: facts, as static tables.
//! `build.rs` makes the tables from `spec/catalog`, `spec/celery` and `spec/keda`. Knows no file of a user.

use crate::language::value::Version;

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

/// One Open edX release under the Tutor that ships it.
#[derive(Debug)]
pub struct Release {
    /// The release's name, as it is written in `site release=`.
    pub name: &'static str,
    /// Tutor's version.
    pub tutor: &'static str,
    /// The branch or tag of openedx-platform.
    pub platform: &'static str,
    /// The image that Tutor runs.
    pub image: &'static str,
    /// The image's Python.
    pub python: &'static str,
    /// Celery's version in the image.
    pub celery: Pins,
    /// kombu's version in the image.
    pub kombu: Pins,
    /// Python packages that the image has not.
    pub image_lacks: &'static [&'static str],
    /// Whether `SERVICE_VARIANT` in a worker's environment renames its queues.
    pub service_variant_renames_queues: bool,
    /// What the workers of all services have in common.
    pub worker: Worker,
    /// The Redis that Tutor runs for the site.
    pub redis: Option<Redis>,
    /// The services, `lms` first.
    pub services: &'static [Service],
    /// How tasks were established.
    pub evidence: &'static [Evidence],
    /// All tasks, by name.
    pub tasks: &'static [Task],
    /// Tasks of packages that a site may add.
    pub optional: &'static [Package],
    /// Tasks that are there under a condition, or perhaps: name and reason, by name.
    pub possible: &'static [(&'static str, &'static str)],
}

/// The version of a package, as far as it is known.
#[derive(Clone, Copy, Debug)]
pub struct Pins {
    /// The oldest that it can be.
    pub from: Version,
    /// The newest that it can be.
    pub to: Version,
}

/// What Tutor's worker Deployments have in common.
#[derive(Debug)]
pub struct Worker {
    /// The pods' user.
    pub run_as_user: Option<i64>,
    /// The pods' group.
    pub run_as_group: Option<i64>,
    /// The container's security context.
    pub allow_privilege_escalation: Option<bool>,
    /// The ConfigMaps that are mounted.
    pub volumes: &'static [Volume],
    /// What `tutor local` mounts into its workers, which are the same otherwise.
    pub mounts: &'static [Mount],
    /// Whether `tutor local` tells `SELinux` that containers share what is mounted.
    pub selinux: bool,
}

/// A Redis that the platform brings.
#[derive(Debug)]
pub struct Redis {
    /// Its Service.
    pub host: &'static str,
    /// How much it holds, as its configuration says.
    pub maxmemory: &'static str,
    /// What it throws away when that is not enough.
    pub maxmemory_policy: &'static str,
}

/// A ConfigMap mounted as a directory.
#[derive(Debug)]
pub struct Volume {
    /// The volume's name.
    pub name: &'static str,
    /// The ConfigMap's name.
    pub config_map: &'static str,
    /// Where it is mounted.
    pub path: &'static str,
}

/// A folder of the machine that `tutor local` mounts into a worker.
#[derive(Debug)]
pub struct Mount {
    /// Where it is, seen from Tutor's Compose files, with `{service}` for the service's name.
    pub source: &'static str,
    /// Where it is mounted.
    pub path: &'static str,
    /// Whether nothing can be written there.
    pub read_only: bool,
}

/// A Celery application of a release.
#[derive(Debug)]
pub struct Service {
    /// The name: `lms`.
    pub name: &'static str,
    /// The application for `--app`.
    pub app: &'static str,
    /// The Django settings module.
    pub settings: &'static str,
    /// The pattern of broker names.
    pub queue: &'static str,
    /// The pattern of workloads' names.
    pub workload: &'static str,
    /// The pattern of the default worker's name.
    pub default_workload: &'static str,
    /// The variant of the default queue.
    pub default: &'static str,
    /// The variants of the queues that the settings declare.
    pub queues: &'static [&'static str],
    /// The variants that only routing names.
    pub routed_only: &'static [&'static str],
    /// Tutor's worker command.
    pub command: &'static [&'static str],
    /// What of it the language has no word for.
    pub unmodelled: &'static [&'static str],
    /// The workers' environment.
    pub environment: &'static [(&'static str, &'static str)],
    /// The explicit map: task and queue, by task.
    pub explicit: &'static [(&'static str, QueueRef)],
    /// The alternate-environment map: task and index of the service, by task.
    pub alternate: &'static [(&'static str, u8)],
}

/// A queue of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueRef {
    /// Index of the service.
    pub service: u8,
    /// The variant.
    pub variant: &'static str,
}

/// How a task was established.
#[derive(Debug)]
pub struct Evidence {
    /// Whether it is certain that the release has the task.
    pub sure: bool,
    /// What was read, run or inferred.
    pub source: &'static str,
}

/// A set of services, one bit for each index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServiceSet(pub u64);

impl ServiceSet {
    /// So many services it can hold.
    pub const MOST: u8 = 64;
    /// All of them.
    pub const ALL: Self = Self(u64::MAX);

    /// The set of one service.
    pub const fn of(service: u8) -> Self {
        Self(1 << service)
    }

    /// Whether it holds the service of an index.
    pub fn has(self, service: u8) -> bool {
        self.0 & (1 << service) != 0
    }
}

/// A task of a release.
#[derive(Debug)]
pub struct Task {
    /// Its name.
    pub name: &'static str,
    /// The services whose workers know it.
    pub registered: ServiceSet,
    /// The services that are known to send it; where nothing is known, those that register it.
    pub sent_by: ServiceSet,
    /// Index of its evidence.
    pub evidence: u8,
    /// The hard limit in its code, in seconds.
    pub time_limit: Option<u32>,
    /// The only service in which it does its work, though others register it.
    pub only_in: Option<u8>,
    /// The queue that its caller passes, which no map can change.
    pub caller_queue: Option<CallerQueue>,
}

/// A queue that a task's caller passes.
#[derive(Debug)]
pub struct CallerQueue {
    /// The Django setting that the caller reads.
    pub setting: &'static str,
    /// What the setting says in each service, by index.
    pub queues: &'static [QueueRef],
}

/// A package that a site may add.
#[derive(Debug)]
pub struct Package {
    /// Its name on PyPI.
    pub name: &'static str,
    /// The version that was scanned.
    pub scanned: &'static str,
    /// The tasks that it defines.
    pub tasks: &'static [&'static str],
}

/// What a pool does with an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obeys {
    /// What the option says.
    Honoured,
    /// Nothing, silently.
    Ignored,
    /// It ends the worker, or the worker never works.
    Rejected,
}

/// An option of `celery worker`.
#[derive(Debug)]
pub struct WorkerOption {
    /// Its long name.
    pub name: &'static str,
    /// Its other names.
    pub also: &'static [&'static str],
    /// Whether a value follows.
    pub takes_value: bool,
    /// The first version of Celery that has it; 5.0 for those that are older.
    pub since: Version,
    /// The key that models it.
    pub key: Option<&'static str>,
    /// What each pool does with it, in the order of `pool`'s words.
    pub pools: [Obeys; 5],
    /// Why no file may give it as an argument.
    pub never: Option<&'static str>,
    /// The rule that speaks of its rejection in place of the general one.
    pub own_rule: Option<&'static str>,
}

/// A variable that Celery reads behind the back of its command line.
#[derive(Debug)]
pub struct Variable {
    /// Its name, or how it begins.
    pub name: &'static str,
    /// Completes "this variable …".
    pub does: &'static str,
    /// Whether a boolean does no harm.
    pub boolean: bool,
    /// The pool with which it does no harm.
    pub unless_pool: Option<&'static str>,
    /// What to write in its place.
    pub instead: Option<&'static str>,
}

/// A version of KEDA and the oldest and newest Kubernetes that it supports.
#[derive(Debug)]
pub struct KedaVersion {
    /// The version.
    pub keda: Version,
    /// The oldest Kubernetes.
    pub from: Version,
    /// The newest Kubernetes.
    pub to: Version,
}

/// What is known of an application of a site's own: Celery's defaults, and what qc gives every worker.
pub static OWN: Service = Service {
    name: "",
    app: "",
    settings: "",
    queue: "{variant}",
    workload: "{service}-{variant}",
    default_workload: "{service}-{variant}",
    default: "celery",
    queues: &[],
    routed_only: &[],
    command: &[],
    unmodelled: &["--without-gossip", "--without-mingle"],
    environment: &[],
    explicit: &[],
    alternate: &[],
};

/// What is known of a site that is no Open edX: nothing, but the versions of Celery that qc knows.
pub static NO_RELEASE: Release = Release {
    name: "the file",
    tutor: "",
    platform: "",
    image: "",
    python: "",
    celery: Pins { from: Version::line(5, 4), to: Version::line(5, 7) },
    kombu: Pins { from: Version::line(5, 4), to: Version::line(5, 7) },
    image_lacks: &[],
    service_variant_renames_queues: false,
    worker: Worker {
        run_as_user: None,
        run_as_group: None,
        allow_privilege_escalation: None,
        volumes: &[],
        mounts: &[],
        selinux: false,
    },
    redis: None,
    services: &[],
    evidence: &[],
    tasks: &[],
    optional: &[],
    possible: &[],
};

/// The release of that name.
pub fn release(name: &str) -> Option<&'static Release> {
    RELEASES.iter().find(|release| release.name == name)
}

/// The newest release.
pub fn newest() -> &'static Release {
    &RELEASES[RELEASES.len() - 1]
}

/// The option of `celery worker` with that name, long or short.
pub fn worker_option(name: &str) -> Option<&'static WorkerOption> {
    WORKER_OPTIONS.iter().find(|option| option.name == name || option.also.contains(&name))
}

impl Release {
    /// The task of that name.
    pub fn task(&self, name: &str) -> Option<&'static Task> {
        self.tasks.binary_search_by(|task| task.name.cmp(name)).ok().map(|index| &self.tasks[index])
    }

    /// The only task that ends in the same name as this one: what a task that was moved is called now.
    pub fn namesake(&self, name: &str) -> Option<&'static Task> {
        let last = |name: &str| name.rfind('.').map_or(0, |dot| dot + 1);
        let wanted = &name[last(name)..];
        let mut same = self.tasks.iter().filter(|task| &task.name[last(task.name)..] == wanted);
        same.next().filter(|_| same.next().is_none())
    }

    /// The package that defines a task, and a site may have.
    pub fn optional(&self, task: &str) -> Option<&'static Package> {
        self.optional.iter().find(|package| package.tasks.contains(&task))
    }

    /// Why a task is perhaps there.
    pub fn possible(&self, task: &str) -> Option<&'static str> {
        self.possible.iter().find(|(name, _)| *name == task).map(|(_, why)| *why)
    }
}

impl Service {
    /// How people write the name: `LMS`.
    pub fn title(&self) -> String {
        self.name.to_ascii_uppercase()
    }

    /// Where the explicit map sends a task.
    pub fn explicit(&self, task: &str) -> Option<QueueRef> {
        self.explicit.binary_search_by(|(name, _)| (*name).cmp(task)).ok().map(|index| self.explicit[index].1)
    }

    /// The service to whose default queue the alternate-environment map sends a task.
    pub fn alternate(&self, task: &str) -> Option<u8> {
        self.alternate.iter().find(|(name, _)| *name == task).map(|(_, service)| *service)
    }

    /// The variants of all queues that the release declares or names.
    pub fn variants(&self) -> impl Iterator<Item = &'static str> + Clone + use<> {
        self.queues.iter().chain(self.routed_only).copied()
    }
}
