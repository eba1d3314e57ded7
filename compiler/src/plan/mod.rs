//! [`Model`] → [`Plan`]: which worker consumes which queue, and which way each task takes from its sender to a worker.
//! Total; what is wrong with a plan is the rules' affair.

pub mod lifetime;
mod names;
pub mod orphans;
pub mod platform;
pub mod scaling;
mod told;
pub mod totals;
pub mod watching;
mod ways;
pub mod week;
mod workers;

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::catalog::{self, Obeys, RELEASES, Release, ServiceSet, WORKER_OPTIONS};
use crate::diagnostic::About;
use crate::language::keys::pool::Pool;
use crate::language::value::{Concurrency, Date, Seconds, Version};
use crate::model::{Model, Queue, Route, ServiceId, Settings, Task};
use crate::source::Span;
use lifetime::Times;
use platform::Platform;

/// A whole site, thought through.
#[derive(Debug, Clone)]
pub struct Plan<'p> {
    /// What it was made from.
    pub model: &'p Model<'p>,
    /// The day on which claims are judged.
    pub today: Option<Date>,
    /// What says what the site leaves open, where a target writes for that.
    pub platform: Option<&'static Platform>,
    /// All workers: first those that the file does not name, then the others in its order.
    pub workers: Vec<Worker<'p>>,
    /// Every task of every sender, by task.
    pub ways: Vec<Way<'p>>,
    /// Every task that a route moves, by name, patterns written out.
    pub routed: Vec<Routed<'p>>,
    /// Queues that some route sends to with a priority, each with the first of these.
    urgent: FxHashMap<(ServiceId, &'p str), Span>,
    /// The worker that consumes each declared queue, by its index in the model.
    consumers: Vec<Option<usize>>,
    /// For each service, the worker that consumes what nothing else does.
    catch_alls: Vec<Option<usize>>,
}

/// A set of identical pods.
#[derive(Debug, Clone)]
pub struct Worker<'p> {
    /// Its service.
    pub service: ServiceId,
    /// The queue that it was declared for; `None` for a default worker that the file does not name.
    pub queue: Option<&'p Queue<'p>>,
    /// What the file says of it, with what it inherits.
    pub settings: &'p Settings<'p>,
    /// Its name in Kubernetes.
    pub workload: Cow<'p, str>,
    /// The queues that it consumes, its own first, then by broker name.
    pub consumes: Vec<Consumed<'p>>,
    /// The task with the longest hard limit among those that reach it.
    pub longest: Option<Limit<'p>>,
    /// What else is known of how long the tasks that reach it take.
    pub times: Times<'p>,
    /// The oldest Celery that it may have.
    pub celery: Version,
    /// How many ways end here.
    pub ways: usize,
    /// The tasks that reach it, of those that the file declares.
    pub tasks: Vec<&'p Task<'p>>,
}

/// A queue that a worker consumes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consumed<'p> {
    /// The queue's service.
    pub service: ServiceId,
    /// Its variant.
    pub variant: Cow<'p, str>,
    /// Its name in the broker.
    pub name: Cow<'p, str>,
}

/// How long a task takes at most: its time limit, its runtime, or how far ahead it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit<'p> {
    /// The task.
    pub task: &'p str,
    /// The time.
    pub limit: Seconds,
    /// Where the file says so; `None` when the catalog does.
    pub span: Option<Span>,
}

/// The way of one task from one sender.
#[derive(Debug, Clone)]
pub struct Way<'p> {
    /// The task.
    pub task: &'p str,
    /// The service that sends it.
    pub sender: ServiceId,
    /// The queue's service.
    pub service: ServiceId,
    /// The queue's variant.
    pub variant: &'p str,
    /// What decided that.
    pub because: Because<'p>,
    /// The worker, by index; `None` when nothing consumes the queue.
    pub worker: Option<usize>,
    /// Whether the worker's service knows the task.
    pub registered: bool,
}

/// A task that a route moves.
#[derive(Debug, Clone, Copy)]
pub struct Routed<'p> {
    /// The task.
    pub task: &'p str,
    /// The services that register it: any of them may send it, so the route stands in the explicit map of each.
    pub registered: ServiceSet,
    /// The route.
    pub route: &'p Route<'p>,
}

/// What decides where a task goes, in the order in which Open edX asks.
#[derive(Debug, Clone, Copy)]
pub enum Because<'p> {
    /// The caller passes a queue that it reads from this setting.
    Caller(&'static str),
    /// A route of the file, in the sender's explicit map.
    Route(&'p Route<'p>),
    /// The release's own explicit map of the sender.
    Explicit,
    /// The sender's alternate-environment map.
    Alternate,
    /// Nothing else: the sender's default queue.
    Default,
}

/// Plans a site.
pub fn plan<'p>(model: &'p Model<'p>, today: Option<Date>) -> Plan<'p> {
    let mut plan = workers::plan(model);
    plan.today = today;
    ways::plan(&mut plan);
    plan
}

impl<'p> Plan<'p> {
    /// The worker that consumes a queue.
    pub fn consumer(&self, service: ServiceId, variant: &str) -> Option<usize> {
        if let Some(index) = self.model.queue_position(service, variant) {
            return self.consumers[index];
        }
        self.is_known(service, variant).then(|| self.catch_alls[service.0 as usize]).flatten()
    }

    /// Whether the platform's settings name a queue: the release's do, or it is the service's default queue.
    pub fn is_known(&self, service: ServiceId, variant: &str) -> bool {
        self.model.service(service).has_variant(variant)
    }

    /// The name that a service's pattern makes for a queue.
    pub fn name_by_pattern(&self, service: ServiceId, variant: &str) -> String {
        names::queue(self.model.service(service), variant)
    }

    /// The name of a queue in the broker, declared or not.
    pub fn broker_name(&self, service: ServiceId, variant: &str) -> String {
        let queue = self.model.queue(service, variant);
        match queue.and_then(|queue| queue.settings.name.as_ref()) {
            Some(name) => name.value.to_string(),
            None => self.name_by_pattern(service, variant),
        }
    }

    /// The variant of a queue to which a service's pattern gives that name.
    pub fn variant_of<'n>(&self, service: ServiceId, name: &'n str) -> Option<&'n str> {
        names::variant(self.model.service(service), name)
    }

    /// The release that has a queue of that name in the broker, with its service and variant; the site's own first.
    pub fn known_queue(&self, name: &str) -> Option<(&'static Release, &'static catalog::Service, &'static str)> {
        let releases = [self.model.release].into_iter().chain(RELEASES);
        let services = releases.flat_map(|release| release.services.iter().map(move |service| (release, service)));
        let mut queues = services.flat_map(|(release, of)| of.variants().map(move |variant| (release, of, variant)));
        queues.find(|(_, service, variant)| names::of_release(service, variant) == name)
    }

    /// The variant of a service's default queue.
    pub fn default_variant(&self, service: ServiceId) -> &'p str {
        self.model.service(service).default_variant()
    }

    /// The ways of one task, from all its senders.
    pub fn ways_of(&self, task: &str) -> &[Way<'p>] {
        let start = self.ways.partition_point(|way| way.task < task);
        let count = self.ways[start..].partition_point(|way| way.task == task);
        &self.ways[start..start + count]
    }

    /// The services that register a task which a route moves.
    pub fn registered(&self, task: &str) -> ServiceSet {
        let found = self.routed.binary_search_by_key(&task, |routed| routed.task);
        found.map_or(ServiceSet(0), |index| self.routed[index].registered)
    }

    /// Where a sender would send a task if the file had no routes.
    pub fn without_routes(&self, task: &str, sender: ServiceId) -> (ServiceId, &'p str) {
        ways::by_settings(self.model, task, sender).0
    }

    /// The tasks that reach a worker, by its index.
    pub fn tasks_of(&self, worker: usize) -> Vec<&'p str> {
        let ways = self.ways.iter().filter(|way| way.worker == Some(worker));
        let mut tasks: Vec<&str> = ways.map(|way| way.task).collect();
        tasks.dedup();
        tasks
    }

    /// Whether a worker consumes the default queue of a service of one's own: what no route names goes there, known or
    /// not.
    pub fn is_own_default(&self, worker: &Worker<'_>) -> bool {
        let service = self.model.service(worker.service);
        service.is_own()
            && worker
                .consumes
                .iter()
                .any(|queue| queue.service == worker.service && queue.variant == service.default_variant())
    }

    /// `service.variant` of the queue that a worker was declared for.
    pub fn declared_as(&self, worker: &Worker<'_>) -> String {
        let own = worker.consumes.first().map_or("", |own| &own.variant);
        format!("{}.{own}", self.model.service(worker.service).name)
    }

    /// Workers about which the file has no error already.
    pub fn sound_workers(&self) -> impl Iterator<Item = &Worker<'p>> {
        self.workers.iter().filter(|worker| self.is_sound(worker))
    }

    /// Whether the file has no error already about a worker, in its queue or in its service.
    pub fn is_sound(&self, worker: &Worker<'_>) -> bool {
        worker.queue.is_none_or(|queue| !queue.broken) && !self.model.service(worker.service).is_lost()
    }

    /// A place for what concerns a worker: its queue, or the site.
    pub fn place(&self, worker: &Worker<'_>) -> Span {
        worker.queue.map_or_else(|| self.model.place(), |queue| queue.subject)
    }

    /// The versions that Celery can have: the site's, or what the release pins.
    pub fn celery(&self) -> (Version, Version) {
        let pins = self.model.release.celery;
        self.model.site.celery.as_ref().map_or((pins.from, pins.to), |celery| (celery.value, celery.value))
    }

    /// The names of the workers that Tutor has itself.
    pub fn tutors_workers(&self) -> Vec<String> {
        self.model.release.services.iter().map(names::of_tutor).collect()
    }

    /// One sentence that says how the site stands.
    pub fn status(&self) -> String {
        let mut tasks: Vec<&str> = self.ways.iter().map(|way| way.task).collect();
        tasks.dedup();
        let runs =
            |way: &&Way<'_>| way.registered && way.worker.is_some_and(|worker| self.workers[worker].replicas().1 > 0);
        let lost = self.ways.iter().filter(|way| !runs(way));
        let mut waiting: Vec<&str> = lost.map(|way| way.task).collect();
        waiting.dedup();
        let workers = format!("{} worker{}", self.workers.len(), if self.workers.len() == 1 { "" } else { "s" });
        if self.model.incomplete {
            return format!("{workers} · a file is missing, so nobody knows which tasks reach them");
        }
        match waiting.len() {
            0 if tasks.len() == 1 => format!("{workers} · 1 task, which reaches a worker"),
            0 => format!("{workers} · {} tasks, all reach a worker", tasks.len()),
            lost => format!("{workers} · {lost} of {} tasks would never run", tasks.len()),
        }
    }
}

impl Worker<'_> {
    /// Which worker a diagnostic speaks of.
    pub fn about(&self) -> About {
        About { worker: self.workload.to_string(), statement: self.queue.map(|queue| queue.statement) }
    }

    /// How it runs tasks side by side.
    pub fn pool(&self) -> Pool {
        self.settings.pool.as_ref().map_or(Pool::Prefork, |pool| pool.value)
    }

    /// The number of its concurrency, where it is fixed.
    pub fn fixed_concurrency(&self) -> Option<u32> {
        match self.settings.concurrency.as_ref().map(|concurrency| concurrency.value) {
            Some(Concurrency::Fixed(number)) => Some(number),
            _ => None,
        }
    }

    /// Whether its pool does something about an option of the command line.
    pub fn minds(&self, option: usize) -> bool {
        WORKER_OPTIONS[option].pools[self.pool() as usize] != Obeys::Ignored
    }

    /// Whether its pool switches between tasks where they wait.
    pub fn is_green(&self) -> bool {
        matches!(self.pool(), Pool::Gevent | Pool::Eventlet)
    }
}
