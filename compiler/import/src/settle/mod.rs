//! Facts → statements: which queue has which name and worker, what is the same for all, in which order it is written. Out
//! comes a site that can be written as text.

mod names;
mod pods;
mod text;

pub(crate) use text::Site;

use celq::language::value::Value;
use celq::language::{Scope, keys};
use rustc_hash::FxHashMap;

use crate::draft::{Draft, Route, Worker, say, text as word, texts};
use crate::finding::Findings;
use crate::said::Said;
use names::{Naming, Queues};

/// A queue as it is declared.
#[derive(Debug, Clone)]
pub(crate) struct Queue {
    /// Its service, by index.
    pub(crate) service: usize,
    /// Its variant.
    pub(crate) variant: String,
    /// What `queue` says.
    pub(crate) said: Said,
    /// The worker that was declared for it.
    pub(crate) worker: Option<usize>,
    /// Whether it is its service's default queue.
    pub(crate) is_default: bool,
}

/// A task with its queue: `service.variant`.
#[derive(Debug, Clone)]
pub(crate) struct Way {
    pub(crate) task: String,
    pub(crate) queue: String,
    pub(crate) said: Said,
}

/// Makes a site of a draft.
pub(crate) fn settle(draft: Draft, findings: &mut Findings) -> Site {
    let mut draft = draft;
    let names = names::of_services(&draft);
    pods::settle(&mut draft, findings);
    newer_celery(&mut draft, findings);
    let mut settling =
        Settling { names, places: Queues::default(), queues: Vec::new(), shared: std::mem::take(&mut draft.shared) };
    settling.workers(&mut draft, findings);
    let ways = settling.routes(&mut draft, findings);
    settling.name_queues(&draft, &ways);
    settling.services(&mut draft, findings);
    Site::new(draft, settling.names, settling.queues, ways)
}

/// A worker that runs has a Celery that knows its options.
fn newer_celery(draft: &mut Draft, findings: &mut Findings) {
    let newest = draft.workers.iter().filter(|worker| worker.live).max_by_key(|worker| worker.celery);
    let Some(worker) = newest else { return };
    if let Some(celery) = worker.celery.filter(|celery| *celery > draft.release.0.celery.to) {
        let place = worker.place.clone();
        findings.note(&place, format!("its options are those of Celery {celery}, which the image then has"));
        say(&mut draft.site, (Scope::Site, &keys::celery::KEY), &Value::Version(celery), &place, findings);
    }
}

struct Settling {
    names: Vec<Naming>,
    places: Queues,
    queues: Vec<Queue>,
    /// What is said of queues that another's worker consumes too.
    shared: Vec<(String, Said)>,
}

impl Settling {
    /// Declares a queue for each worker, and the others that it consumes.
    fn workers(&mut self, draft: &mut Draft, findings: &mut Findings) {
        let mut owners: FxHashMap<String, usize> = FxHashMap::default();
        for (index, worker) in draft.workers.iter().enumerate() {
            if let Some(own) = self.own(worker, &owners) {
                self.places.place(&own, worker.service, &self.names);
                owners.insert(own, index);
            } else {
                let queues = worker.queues.as_deref().unwrap_or_default().join(",");
                let why = format!("other workers consume `{queues}` already: in a site each queue has one worker");
                findings.left_out(&worker.place, why);
            }
        }
        let mut own: Vec<Option<String>> = vec![None; draft.workers.len()];
        for (name, index) in &owners {
            own[*index] = Some(name.clone());
        }
        for (index, worker) in draft.workers.iter().enumerate() {
            for queue in worker.queues.iter().flatten() {
                let owner = *owners.entry(queue.clone()).or_insert(index);
                if owner != index && own[index].is_some() {
                    let other = draft.workers[owner].workload.clone().unwrap_or_default();
                    let why = format!("`{queue}` is consumed by `{other}`: in a site each queue has one worker");
                    findings.left_out(&worker.place, why);
                }
            }
        }
        for (index, name) in own.iter().enumerate() {
            if let Some(name) = name {
                self.declare(index, name, &owners, draft, findings);
            }
        }
    }

    /// The queue that a worker is declared for: what says so, its service's default queue, the one that it is called
    /// after, or the first that nobody else has.
    fn own(&self, worker: &Worker, owners: &FxHashMap<String, usize>) -> Option<String> {
        let naming = &self.names[worker.service];
        let default = naming.queue_of(&naming.default);
        let Some(queues) = &worker.queues else {
            return Some(worker.own.clone().unwrap_or(default)).filter(|own| !owners.contains_key(own));
        };
        let called = |queue: &&String| {
            let variant = naming.variant_of(queue).unwrap_or_default();
            worker.workload.as_ref().is_some_and(|workload| *workload == naming.workload_of(&variant))
        };
        let free = |queue: &&String| !owners.contains_key(*queue);
        let said = worker.own.as_ref().filter(free);
        let by_default = queues.iter().find(|queue| **queue == default).filter(free);
        let found = said.or(by_default).or_else(|| queues.iter().filter(free).find(called));
        found.or_else(|| queues.iter().find(free)).cloned()
    }

    fn declare(
        &mut self,
        index: usize,
        own: &str,
        owners: &FxHashMap<String, usize>,
        draft: &mut Draft,
        findings: &mut Findings,
    ) {
        let worker = &mut draft.workers[index];
        let place = worker.place.clone();
        let (service, variant) = self.places.place(own, worker.service, &self.names);
        let naming = self.names[service].clone();
        let mut said = Said::default();
        if naming.queue_of(&variant) != own {
            say(&mut said, (Scope::OneQueue, &keys::name::KEY), &word(own), &place, findings);
        }
        if let Some(workload) = worker.workload.as_ref().filter(|workload| **workload != naming.workload_of(&variant)) {
            say(&mut said, (Scope::OneQueue, &keys::workload::KEY), &word(workload.clone()), &place, findings);
        }
        said.add(&worker.said);
        let is_default = variant == naming.default;
        let queues: Vec<String> = worker.queues.iter().flatten().filter(|queue| *queue != own).cloned().collect();
        let others: Vec<String> = queues.into_iter().filter(|queue| owners.get(queue) == Some(&index)).collect();
        // Queues of the release that nobody has: the default worker has them unless it is told not to.
        let lost = worker.queues.is_some()
            && is_default
            && naming.variants.iter().any(|variant| !owners.contains_key(&naming.queue_of(variant)));
        if lost {
            say(&mut said, (Scope::OneQueue, &keys::catch_all::KEY), &Value::Switch(false), &place, findings);
        }
        self.queues.push(Queue { service, variant: variant.clone(), said, worker: Some(index), is_default });
        for queue in others {
            let (of, other) = self.places.place(&queue, service, &self.names);
            let is_silent = self.shared.iter().all(|(shared, _)| *shared != queue);
            let caught = is_silent && is_default && !lost && of == service && naming.variants.contains(&other.as_str());
            if !caught && is_taken(&self.queues, of, &other).is_none() {
                self.consumed_too(&queue, (of, other), (&naming.name, &variant), &place, findings);
            }
        }
    }

    /// A queue that another's worker consumes too.
    fn consumed_too(
        &mut self,
        name: &str,
        (service, variant): (usize, String),
        on: (&str, &str),
        place: &crate::finding::Place,
        findings: &mut Findings,
    ) {
        let shared = self.shared.iter().find(|(shared, _)| shared == name);
        let mut said = shared.map(|(_, said)| said.clone()).unwrap_or_default();
        if self.names[service].queue_of(&variant) != name {
            say(&mut said, (Scope::OneQueue, &keys::name::KEY), &word(name), place, findings);
        }
        let on = celq::language::value::QueueName { service: on.0.to_owned().into(), variant: on.1.to_owned().into() };
        say(&mut said, (Scope::OneQueue, &keys::on::KEY), &Value::Queue(on), place, findings);
        let is_default = variant == self.names[service].default;
        self.queues.push(Queue { service, variant, said, worker: None, is_default });
    }

    /// Routes, each task once.
    fn routes(&mut self, draft: &mut Draft, findings: &mut Findings) -> Vec<Way> {
        let mut ways: Vec<(Way, Vec<usize>, usize)> = Vec::new();
        let mut known: FxHashMap<String, usize> = FxHashMap::default();
        for route in std::mem::take(&mut draft.routes) {
            let Some((service, variant)) = self.places.find(&route.queue, route.service, &self.names) else {
                findings
                    .left_out(&route.place, format!("the queue `{}` is of no service that is known here", route.queue));
                continue;
            };
            let Some(way) = self.way(&route, service, &variant, draft, findings) else { continue };
            match known.get(&way.task) {
                Some(&index) if ways[index].0.queue == way.queue && ways[index].0.said == way.said => {
                    ways[index].1.extend(route.registered);
                }
                Some(&index) => {
                    let why = format!("`{}` goes to `{}` already", way.task, ways[index].0.queue);
                    findings.left_out(&route.place, why);
                }
                None => {
                    known.insert(way.task.clone(), ways.len());
                    ways.push((way, route.registered, service));
                }
            }
        }
        for (way, registered, service) in &ways {
            let of_own = draft.services[*service].own && registered == &[*service];
            if !of_own && !celq::resolve::is_glob(&way.task) {
                self.registered(&way.task, registered, draft, findings);
            }
        }
        for index in 0..draft.tasks.len() {
            let task = draft.tasks[index].clone();
            self.registered(&task.name, &task.services, draft, findings);
        }
        ways.into_iter().map(|(way, ..)| way).collect()
    }

    fn way(&self, route: &Route, service: usize, variant: &str, draft: &Draft, findings: &mut Findings) -> Option<Way> {
        let mut said = Said::default();
        if let Some(given) = route.priority {
            let redis = draft.broker.kind != Some(celq::model::BrokerKind::RabbitMq);
            let most = keys::priority::MOST;
            // In Redis 0 is served first, in RabbitMQ 9.
            let priority = if redis { most.saturating_sub(given) } else { given };
            say(&mut said, (Scope::Route, &keys::priority::KEY), &Value::Integer(priority), &route.place, findings);
        }
        let task = if draft.services[service].own { unescaped(&route.task) } else { Some(route.task.clone()) };
        let Some(task) = task else {
            findings.left_out(&route.place, format!("`{}`: of a pattern's marks only `*` can be said", route.task));
            return None;
        };
        Some(Way { task, queue: format!("{}.{variant}", self.names[service].name), said })
    }

    /// Says who registers a task of which the release knows nothing, where settings of the site's own say it.
    fn registered(&self, task: &str, found: &[usize], draft: &mut Draft, findings: &mut Findings) {
        let release = draft.release.0;
        let mut found = found.to_vec();
        found.sort_unstable();
        found.dedup();
        let perhaps = release.optional(task).is_some() || release.possible(task).is_some();
        if found.is_empty() || release.task(task).is_some() || (perhaps && found.len() == draft.services.len()) {
            return;
        }
        let said = &mut draft.task(task).said;
        if said.get(Scope::Task, &keys::registered::KEY).is_none() {
            let names: Vec<String> = found.iter().map(|index| self.names[*index].name.clone()).collect();
            say(said, (Scope::Task, &keys::registered::KEY), &texts(&names), &<_>::default(), findings);
        }
    }

    /// A queue of which neither the release nor a route knows has to say its name.
    fn name_queues(&mut self, draft: &Draft, ways: &[Way]) {
        for queue in &mut self.queues {
            let naming = &self.names[queue.service];
            let named = format!("{}.{}", naming.name, queue.variant);
            let known = draft.services[queue.service].own
                || queue.is_default
                || naming.variants.contains(&queue.variant.as_str())
                || ways.iter().any(|way| way.queue == named);
            let is_named = queue.worker.is_none_or(|worker| draft.workers[worker].live);
            if !known && is_named {
                // What the pattern makes can be said.
                let _ = queue.said.set(Scope::OneQueue, &keys::name::KEY, &word(naming.queue_of(&queue.variant)));
            }
        }
    }

    /// What `service` says of names.
    fn services(&self, draft: &mut Draft, findings: &mut Findings) {
        for (service, naming) in draft.services.iter_mut().zip(&self.names) {
            let known = draft.release.0.services.iter().find(|known| !service.own && known.name == naming.name);
            let usual = known.map_or(&celq::catalog::OWN, |known| known);
            let place = service.place.clone();
            let mut pairs = vec![];
            let app = service.app.clone().filter(|app| app != usual.app);
            pairs.extend(app.map(|app| (&keys::app::KEY, app)));
            if naming.queue != usual.queue {
                pairs.push((&keys::queue::KEY, naming.queue.clone()));
            }
            if naming.workload.0 != usual.workload {
                pairs.push((&keys::workload::KEY, naming.workload.0.clone()));
            }
            if naming.default != usual.default {
                pairs.push((&keys::default::KEY, naming.default.clone()));
            }
            for (key, value) in pairs {
                say(&mut service.said, (Scope::Service, key), &word(value), &place, findings);
            }
        }
    }
}

fn is_taken<'q>(queues: &'q [Queue], service: usize, variant: &str) -> Option<&'q Queue> {
    queues.iter().find(|queue| queue.service == service && queue.variant == variant)
}

/// A pattern of `task_routes` in which only `*` is a mark: Celery reads `?` and `[` as marks as well, behind a `*`.
fn unescaped(pattern: &str) -> Option<String> {
    if !celq::resolve::is_glob(pattern) {
        return Some(pattern.to_owned());
    }
    let plain = pattern.replace("[[]", "\u{0}").replace("[?]", "\u{1}");
    if plain.contains(['[', '?']) {
        return None;
    }
    Some(plain.replace('\u{0}', "[").replace('\u{1}', "?"))
}
