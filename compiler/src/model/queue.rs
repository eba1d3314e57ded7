//! Queues, and what can be said of one and of the worker that consumes it.

use super::{Opened, ServiceId, Setting, Slot, Text, value_or};
use crate::language::keys;
use crate::language::keys::count::Count;
use crate::language::keys::loglevel::LogLevel;
use crate::language::keys::optimization::Optimization;
use crate::language::keys::pick::Pick;
use crate::language::keys::pool::Pool;
use crate::language::keys::spread::Spread;
use crate::language::value::{
    Amount, Bytes, Concurrency, Date, Days, Hours, Label, Load, MilliCpu, Percent, Portion, QueueName, Reference,
    Seconds, Toleration, Word,
};
use crate::source::Span;

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
    /// `hpa`
    pub hpa: Option<Box<Hpa>>,
    /// `scale_up`
    pub scale_up: Option<Box<ScalingPolicy>>,
    /// `scale_down`
    pub scale_down: Option<Box<ScalingPolicy>>,
    /// `window`, in the order of the file.
    pub windows: Vec<Window<'s>>,
    /// `vpa`
    pub vpa: Option<Opened>,
    /// `resources`
    pub resources: Option<Box<Resources>>,
    /// `env`
    pub env: Vec<EnvVar<'s>>,
    /// `place`
    pub place: Option<Box<Place<'s>>>,
    /// `disruption`
    pub disruption: Option<Box<Disruption>>,
    /// `rollout`
    pub rollout: Option<Box<Rollout>>,
    /// `claim`
    pub claim: Option<Box<Claim<'s>>>,
    /// `alert`
    pub alert: Option<Box<Bands>>,
}

impl Settings<'_> {
    /// What a pod asks for; nothing, where the file does not say it.
    pub fn resources(&self) -> &Resources {
        const NOTHING: &Resources = &Resources { cpu: None, memory: None, ephemeral_storage: None };
        self.resources.as_deref().unwrap_or(NOTHING)
    }
}

/// `keda`: scaled by the length of the worker's queues.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Keda {
    /// The clause.
    pub opened: Opened,
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

/// `hpa`: scaled by what its pods use.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Hpa {
    /// The clause.
    pub opened: Opened,
    /// Fewest pods.
    pub min: Slot<i64>,
    /// Most pods.
    pub max: Slot<i64>,
    /// The share of the requested processor time that the scaler aims at.
    pub cpu: Slot<Percent>,
    /// The share of the requested memory, or the amount, that the scaler aims at.
    pub memory: Slot<Load>,
}

impl Hpa {
    /// Fewest pods.
    pub fn min(&self) -> i64 {
        value_or(&self.min, 1)
    }

    /// Most pods; the key has to be written.
    pub fn max(&self) -> i64 {
        value_or(&self.max, self.min())
    }
}

/// `scale_up` and `scale_down`: how fast a scaler may go.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct ScalingPolicy {
    /// The clause.
    pub opened: Opened,
    /// So many pods in a period.
    pub pods: Slot<i64>,
    /// So large a share of the pods in a period.
    pub percent: Slot<Percent>,
    /// The period.
    pub period: Slot<Seconds>,
    /// Which holds where both are given.
    pub pick: Slot<Pick>,
    /// For how long the scaler looks back before it follows.
    pub stabilization: Slot<Seconds>,
}

/// `window`: hours of the week in which the scaler has other limits.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Window<'s> {
    /// The clause.
    pub opened: Opened,
    /// On these days.
    pub days: Slot<Days>,
    /// Between these times, on the next day where the second is not after the first.
    pub hours: Slot<Hours>,
    /// The time zone, as IANA names it.
    pub tz: Slot<Text<'s>>,
    /// Fewest pods.
    pub min: Slot<i64>,
    /// Most pods.
    pub max: Slot<i64>,
    /// The image with the kubectl that changes the most pods.
    pub image: Slot<Text<'s>>,
}

/// `rollout`: how pods are replaced by those of a new version.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Rollout {
    /// Pods that may be there beyond the wanted number.
    pub max_surge: Slot<Portion>,
    /// Pods that may be missing.
    pub max_unavailable: Slot<Portion>,
}

/// `claim`: the queue is a batch pool, and perhaps somebody has reserved it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Claim<'s> {
    /// The clause.
    pub opened: Opened,
    /// Who has reserved it.
    pub by: Slot<Text<'s>>,
    /// The last day of the reservation.
    pub until: Slot<Date>,
    /// What for.
    pub r#for: Slot<Text<'s>>,
    /// Most pods that were reserved.
    pub max: Slot<i64>,
}

/// `alert`: from how many waiting tasks on somebody is told.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Bands {
    /// More tasks than this are worth a look.
    pub warn: Slot<i64>,
    /// More tasks than this cannot wait.
    pub critical: Slot<i64>,
    /// After so long.
    pub after: Slot<Seconds>,
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
