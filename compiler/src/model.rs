//! The model: what a file declares, typed, with the place of every value. Built by `resolve`, read by everything after.
//!
//! # Terminology
//! One word per concept, the field's own wherever there is one.
//!
//! - **site**: one Open edX (or other Django) installation, in one namespace.
//! - **service**: a Celery application of the site: `lms`, `cms`.
//! - **variant**: what tells a queue from its service's others: `default`, `high_mem`.
//! - **queue**: a list in the broker that tasks wait in. Written `service.variant`.
//! - **broker name**: the queue's name in the broker: `edx.lms.core.high_mem`.
//! - **worker**: a set of identical pods that consume one or more queues.
//! - **workload**: the worker's name in Kubernetes: `lms-worker-high-mem`.
//! - **pool**, **concurrency**, **prefetch**, **time limit**, **visibility timeout**: Celery's words, Celery's meaning.
//! - **trigger**, **cooldown**, **polling interval**, **activation**: KEDA's words, KEDA's meaning.
//! - **sender**: the service whose process sends a task; its settings decide the queue.
//! - **route**: a task put into the explicit map of every service that registers it.
//! - **registered**: a task that the service's workers know by name.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::catalog::Release;
use crate::language::keys;
use crate::language::keys::bound::Bound;
use crate::language::keys::count::Count;
use crate::language::keys::loglevel::LogLevel;
use crate::language::keys::optimization::Optimization;
use crate::language::keys::pool::Pool;
use crate::language::keys::spread::Spread;
use crate::language::value::{
    Amount, Bytes, Concurrency, Label, MilliCpu, Portion, QueueName, Reference, Seconds, Toleration, Version, Word,
};
use crate::source::Span;

/// A text of the source, or of the catalog.
pub type Text<'s> = Cow<'s, str>;

/// A value, where it was written, and whether it was written here or inherited from `defaults`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// `key=value` in the source.
    pub span: Span,
    /// Where in `span` the value starts.
    pub value_start: u32,
    /// Whether it comes from a `defaults` statement.
    pub inherited: bool,
}

impl<T> Setting<T> {
    /// The value's own place.
    pub fn value_span(&self) -> Span {
        Span::new(self.value_start, self.span.end)
    }

    /// The pair with the space before it: what to remove so that no space is left over.
    pub fn removal(&self) -> Span {
        Span::new(self.span.start.saturating_sub(1), self.span.end)
    }

    /// The same place with another value.
    pub fn map<U>(self, map: impl FnOnce(T) -> U) -> Setting<U> {
        let Self { value, span, value_start, inherited } = self;
        Setting { value: map(value), span, value_start, inherited }
    }
}

/// What most fields of the model are: a value that may not have been written.
pub type Slot<T> = Option<Setting<T>>;

/// The value of a slot, or what holds without it.
pub fn value_or<T: Copy>(slot: &Slot<T>, default: T) -> T {
    slot.as_ref().map_or(default, |setting| setting.value)
}

/// A whole site.
#[derive(Debug)]
pub struct Model<'s> {
    /// What the release has.
    pub release: &'static Release,
    /// `site`
    pub site: Site<'s>,
    /// `broker`
    pub broker: Broker<'s>,
    /// The Celery applications, by [`ServiceId`].
    pub services: Vec<Service<'s>>,
    /// `queue`, in the order of the file.
    pub queues: Vec<Queue<'s>>,
    /// Where in `queues` each is.
    pub queue_index: FxHashMap<(ServiceId, Text<'s>), usize>,
    /// Whether some statement could not be read as far as its queues: what nothing seems to consume may be one of them.
    pub lost_queue: bool,
    /// `route`, in the order of the file.
    pub routes: Vec<Route<'s>>,
    /// `task`, in the order of the file.
    pub tasks: Vec<Task<'s>>,
}

impl<'s> Model<'s> {
    /// The service of an id.
    pub fn service(&self, id: ServiceId) -> &Service<'s> {
        &self.services[id.0 as usize]
    }

    /// The service of that name.
    pub fn service_named(&self, name: &str) -> Option<ServiceId> {
        self.service_ids().find(|&id| self.service(id).name == name)
    }

    /// The queue of that service and variant, when the file declares it.
    pub fn queue(&self, service: ServiceId, variant: &str) -> Option<&Queue<'s>> {
        self.queue_position(service, variant).map(|index| &self.queues[index])
    }

    /// Where in `queues` that of a service and variant is.
    pub fn queue_position(&self, service: ServiceId, variant: &str) -> Option<usize> {
        // A shorter life than that of the keys will do for the key to look up.
        let index: &FxHashMap<(ServiceId, Text<'_>), usize> = &self.queue_index;
        index.get(&(service, Text::Borrowed(variant))).copied()
    }

    /// All services.
    pub fn service_ids(&self) -> impl Iterator<Item = ServiceId> + use<> {
        (0..self.services.len()).map(|index| ServiceId(u8::try_from(index).unwrap_or(u8::MAX)))
    }

    /// A place for what concerns the site as a whole: its statement, or the start of the file.
    pub fn place(&self) -> Span {
        self.site.span
    }
}

/// Names a service of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ServiceId(pub u8);

/// `site`
#[derive(Debug, Default, Clone)]
pub struct Site<'s> {
    /// The name; without a statement, `openedx`.
    pub name: Text<'s>,
    /// The keyword and the name, or the empty start of the file.
    pub span: Span,
    /// The name of the release.
    pub release: Slot<Text<'s>>,
    /// The namespace of all objects.
    pub namespace: Slot<Text<'s>>,
    /// The image of all workers.
    pub image: Slot<Text<'s>>,
    /// Celery's version in the image.
    pub celery: Slot<Version>,
    /// Python packages that the image has beyond the release's.
    pub packages: Slot<Vec<Word<'s>>>,
    /// The cluster's version.
    pub kubernetes: Slot<Version>,
    /// KEDA's version.
    pub keda: Slot<Version>,
}

impl Site<'_> {
    /// Whether the image has a package beyond the release's own.
    pub fn has_package(&self, name: &str) -> bool {
        // `Gevent`, `gevent==24.2.1` and `celery[gevent]` all bring it.
        let brings = |package: &str| {
            let package = package.to_ascii_lowercase();
            package.split(['[', ']', ',', '=', '<', '>', '~', '!', ' ']).any(|part| part == name)
        };
        self.packages.as_ref().is_some_and(|packages| packages.value.iter().any(|package| brings(&package.text)))
    }
}

/// `broker redis`
#[derive(Debug, Default, Clone)]
pub struct Broker<'s> {
    /// The statement, when there is one.
    pub span: Option<Span>,
    /// The host, without scheme and port.
    pub host: Slot<Text<'s>>,
    /// The port.
    pub port: Slot<i64>,
    /// The database's index.
    pub db: Slot<i64>,
    /// The ACL user.
    pub username: Slot<Text<'s>>,
    /// Where the password is kept.
    pub password: Slot<Reference<'s>>,
    /// Whether connections are encrypted.
    pub tls: Slot<bool>,
    /// After which a message that was taken and not acknowledged is given to another worker.
    pub visibility_timeout: Slot<Seconds>,
    /// The priorities that get a list of their own.
    pub priority_steps: Slot<Vec<i64>>,
    /// What stands between a queue's name and its priority in the name of such a list.
    pub separator: Slot<Text<'s>>,
    /// What stands before every key in the broker.
    pub key_prefix: Slot<Text<'s>>,
}

impl Broker<'_> {
    /// The host.
    pub fn host(&self) -> &str {
        self.host.as_ref().map_or(keys::host::DEFAULT, |host| &host.value)
    }

    /// The port.
    pub fn port(&self) -> i64 {
        value_or(&self.port, keys::port::DEFAULT)
    }

    /// The database's index.
    pub fn db(&self) -> i64 {
        value_or(&self.db, keys::db::DEFAULT)
    }

    /// Whether connections are encrypted.
    pub fn tls(&self) -> bool {
        value_or(&self.tls, false)
    }
}

/// A Celery application, from the catalog and what `service` amends in it.
#[derive(Debug, Clone)]
pub struct Service<'s> {
    /// The name: `lms`.
    pub name: Text<'s>,
    /// The `service` statement, when there is one.
    pub span: Option<Span>,
    /// What the catalog knows of it.
    pub catalog: &'static crate::catalog::Service,
    /// The application for `--app`.
    pub app: Slot<Text<'s>>,
    /// The image of its workers.
    pub image: Slot<Text<'s>>,
    /// The pattern of broker names.
    pub queue: Slot<Text<'s>>,
    /// The pattern of workloads' names.
    pub workload: Slot<Text<'s>>,
    /// The variant of the default queue.
    pub default: Slot<Text<'s>>,
    /// The Django settings module.
    pub settings: Slot<Text<'s>>,
    /// Environment variables of all its workers.
    pub env: Vec<EnvVar<'s>>,
    /// What `defaults` says for its queues.
    pub defaults: Settings<'s>,
}

impl Service<'_> {
    /// The variant of the default queue.
    pub fn default_variant(&self) -> &str {
        self.default.as_ref().map_or(self.catalog.default, |default| &default.value)
    }

    /// Whether the platform's settings name a queue of this variant.
    pub fn has_variant(&self, variant: &str) -> bool {
        variant == self.default_variant() || self.catalog.variants().any(|known| known == variant)
    }
}

/// `queue SERVICE.VARIANT`: one for each subject of the statement.
#[derive(Debug, Clone)]
pub struct Queue<'s> {
    /// The service.
    pub service: ServiceId,
    /// The variant.
    pub variant: Text<'s>,
    /// `service.variant` in the source.
    pub subject: Span,
    /// The whole statement.
    pub statement: Span,
    /// Whether the statement has an error; rules then say no more about its worker.
    pub broken: bool,
    /// What it says of itself and of its worker, with what it inherits.
    pub settings: Settings<'s>,
}

/// What `queue` and `defaults` can say.
#[derive(Debug, Default, Clone)]
pub struct Settings<'s> {
    /// The queue's name in the broker.
    pub name: Slot<Text<'s>>,
    /// The worker's name in Kubernetes.
    pub workload: Slot<Text<'s>>,
    /// The queue whose worker consumes this one too.
    pub on: Slot<QueueName<'s>>,
    /// Whether the default worker consumes the queues that nothing else consumes.
    pub catch_all: Slot<bool>,
    /// How the worker runs tasks side by side.
    pub pool: Slot<Pool>,
    /// How many tasks a pod runs at once.
    pub concurrency: Slot<Concurrency>,
    /// How many messages a pod takes per task that it can run.
    pub prefetch_multiplier: Slot<i64>,
    /// Whether a pod takes a message only when it can run it.
    pub disable_prefetch: Slot<bool>,
    /// After how many tasks a child process is replaced.
    pub max_tasks_per_child: Slot<i64>,
    /// At which size a child process is replaced.
    pub max_memory_per_child: Slot<Bytes>,
    /// After which a task is killed.
    pub time_limit: Slot<Seconds>,
    /// After which a task is told to stop.
    pub soft_time_limit: Slot<Seconds>,
    /// Celery's scheduling between child processes.
    pub optimization: Slot<Optimization>,
    /// What the worker logs.
    pub loglevel: Slot<LogLevel>,
    /// Whether the worker sends task events.
    pub events: Slot<bool>,
    /// Further arguments of `celery worker`, as they are.
    pub args: Slot<Vec<Word<'s>>>,
    /// Pods, where nothing scales them.
    pub replicas: Slot<i64>,
    /// The worker's image.
    pub image: Slot<Text<'s>>,
    /// How long a pod may take to finish its tasks when it is stopped.
    pub grace: Slot<Seconds>,
    /// The pods' priority class.
    pub priority_class: Slot<Text<'s>>,
    /// `keda`
    pub keda: Option<Keda>,
    /// `resources`
    pub resources: Resources,
    /// `env`
    pub env: Vec<EnvVar<'s>>,
    /// `place`
    pub place: Option<Box<Place<'s>>>,
    /// `disruption`
    pub disruption: Option<Disruption>,
}

/// `keda`: scaled by the length of the worker's queues.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Keda {
    /// The clause's word.
    pub span: Span,
    /// Whether the clause is inherited, without a word of the queue's own.
    pub inherited: bool,
    /// Fewest pods.
    pub min: Slot<i64>,
    /// Most pods.
    pub max: Slot<i64>,
    /// Waiting tasks per pod that the scaler aims at.
    pub list_length: Slot<i64>,
    /// Waiting tasks above which a worker at zero is started.
    pub activation: Slot<i64>,
    /// How often KEDA looks while there are no pods.
    pub polling_interval: Slot<Seconds>,
    /// How long queues must be empty before the last pods are stopped.
    pub cooldown: Slot<Seconds>,
    /// What counts as load.
    pub count: Slot<Count>,
}

impl Keda {
    /// Fewest pods.
    pub fn min(&self) -> i64 {
        value_or(&self.min, keys::min::DEFAULT)
    }

    /// Most pods.
    pub fn max(&self) -> i64 {
        value_or(&self.max, keys::max::DEFAULT)
    }

    /// Waiting tasks per pod that the scaler aims at.
    pub fn list_length(&self) -> i64 {
        value_or(&self.list_length, keys::list_length::DEFAULT)
    }

    /// Waiting tasks above which a worker at zero is started.
    pub fn activation(&self) -> i64 {
        value_or(&self.activation, keys::activation::DEFAULT)
    }

    /// How often KEDA looks while there are no pods.
    pub fn polling_interval(&self) -> Seconds {
        value_or(&self.polling_interval, Seconds(keys::polling_interval::DEFAULT))
    }

    /// How long queues must be empty before the last pods are stopped.
    pub fn cooldown(&self) -> Seconds {
        value_or(&self.cooldown, Seconds(keys::cooldown::DEFAULT))
    }
}

/// `resources`: requests and limits of the worker's container.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Resources {
    /// Processor time.
    pub cpu: Slot<Amount<MilliCpu>>,
    /// Memory.
    pub memory: Slot<Amount<Bytes>>,
    /// Local disk.
    pub ephemeral_storage: Slot<Amount<Bytes>>,
}

/// One environment variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvVar<'s> {
    /// Its name.
    pub name: Text<'s>,
    /// The name's place.
    pub name_span: Span,
    /// What it says.
    pub value: Setting<EnvValue<'s>>,
}

/// What an environment variable says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnvValue<'s> {
    /// A text.
    Text(Text<'s>),
    /// A key of a Secret or ConfigMap.
    Reference(Reference<'s>),
}

/// `place`: where pods may run and as whom.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Place<'s> {
    /// Labels that the node has.
    pub node: Slot<Vec<Label<'s>>>,
    /// Taints that pods tolerate.
    pub tolerate: Slot<Vec<Toleration<'s>>>,
    /// What pods are spread over.
    pub spread: Slot<Spread>,
    /// The service account.
    pub service_account: Slot<Text<'s>>,
}

/// `disruption`: how many pods a node drain may take at once.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Disruption {
    /// Pods that must stay.
    pub min_available: Slot<Portion>,
    /// Pods that may be missing.
    pub max_unavailable: Slot<Portion>,
}

/// `route TASK -> QUEUE`: one for each subject of the statement.
#[derive(Debug, Clone)]
pub struct Route<'s> {
    /// The task, or a pattern of tasks with `*`.
    pub task: Text<'s>,
    /// Its place.
    pub span: Span,
    /// The whole statement.
    pub statement: Span,
    /// The queue.
    pub queue: QueueName<'s>,
    /// The queue's service.
    pub service: ServiceId,
    /// The queue's place.
    pub queue_span: Span,
}

/// `task NAME`: facts of a task, of the catalog's or of a plugin's.
#[derive(Debug, Clone, Default)]
pub struct Task<'s> {
    /// Its name.
    pub name: Text<'s>,
    /// Its place.
    pub span: Span,
    /// The services that register it.
    pub registered: Slot<Vec<Word<'s>>>,
    /// After which it is killed.
    pub time_limit: Slot<Seconds>,
    /// After which it is told to stop.
    pub soft_time_limit: Slot<Seconds>,
    /// What it spends its time on.
    pub bound: Slot<Bound>,
}
