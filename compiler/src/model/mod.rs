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

mod around;
mod queue;
mod site;
mod task;

pub use around::{Addon, Alert, Alerts, Budget, Metrics, Persistence, ServiceMonitor};
pub use queue::{
    Bands, Claim, Disruption, EnvValue, EnvVar, Hpa, Keda, Place, Queue, Resources, Rollout, ScalingPolicy, Settings,
    Window,
};
pub use site::{Broker, BrokerKind, EnvFrom, Service, Site, Volume};
pub use task::{Route, Task};

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::catalog::Release;
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

/// Where the word of a clause stands, and whether it stands in `defaults`: what a clause says by being there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// The clause's word.
    pub span: Span,
    /// Whether it comes from a `defaults` statement.
    pub inherited: bool,
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
    /// Whether a file is missing: what nobody seems to declare may stand there, and nothing can be proved.
    pub incomplete: bool,
    /// `route`, in the order of the file.
    pub routes: Vec<Route<'s>>,
    /// Which of `routes` are patterns.
    pub patterns: Vec<usize>,
    /// `task`, in the order of the file.
    pub tasks: Vec<Task<'s>>,
    /// Where in `tasks` each is.
    pub task_index: FxHashMap<Text<'s>, usize>,
    /// `beat`, in the order of the file.
    pub beats: Vec<Addon<'s>>,
    /// `flower`
    pub flower: Option<Box<Addon<'s>>>,
    /// `exporter`
    pub exporter: Option<Box<Addon<'s>>>,
    /// `alerts`
    pub alerts: Option<Box<Alerts>>,
    /// `budget`
    pub budget: Option<Box<Budget>>,
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

    /// What the file says of a task.
    pub fn task(&self, name: &str) -> Option<&Task<'s>> {
        self.task_index.get(name).map(|&index| &self.tasks[index])
    }

    /// The routes whose task is a pattern.
    pub fn pattern_routes(&self) -> impl Iterator<Item = &Route<'s>> {
        self.patterns.iter().map(|&index| &self.routes[index])
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ServiceId(pub u8);
