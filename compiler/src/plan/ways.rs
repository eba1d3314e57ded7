//! The way of every task from every sender: what decides its queue, who consumes that, and whether the task is known
//! there. This is the proof that the rules of reachability read.

use rustc_hash::FxHashMap;

use super::lifetime::TaskFacts;
use super::{Because, Plan, Routed, Way};
use crate::catalog::ServiceSet;
use crate::model::{Model, Route, ServiceId, Task};
use crate::resolve::{fits, is_glob};

/// A task with what is known of it.
struct Known<'p> {
    name: &'p str,
    sent_by: ServiceSet,
    registered: ServiceSet,
    catalog: Option<&'static crate::catalog::Task>,
    facts: Option<&'p Task<'p>>,
}

impl Plan<'_> {
    /// The services that know each task of the release and of the file whose name is wanted.
    pub fn known_tasks(&self, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = ServiceSet> {
        let model = self.model;
        let of_release = model.release.tasks.iter().filter(|task| model.task(task.name).is_none());
        let of_release = of_release.map(|task| (task.name, task.registered));
        let declared = model.tasks.iter().map(move |task| {
            let of_release = || model.release.task(&task.name).map(|task| task.registered);
            (&*task.name, services(model, task).or_else(of_release).unwrap_or(ServiceSet::ALL))
        });
        of_release.chain(declared).filter(move |(name, _)| wanted(name)).map(|(_, services)| services)
    }
}

pub(super) fn plan(plan: &mut Plan<'_>) {
    let model = plan.model;
    let routes = Routes::new(model);
    let tasks = tasks(model, &routes);
    plan.ways.reserve(tasks.len() * model.services.len());
    for task in &tasks {
        let passed = task.catalog.is_some_and(|task| task.caller_queue.is_some());
        if let Some(route) = routes.of(task).filter(|_| !passed) {
            plan.routed.push(Routed { task: task.name, registered: task.registered, route });
        }
        for sender in model.service_ids().filter(|sender| task.sent_by.has(sender.0)) {
            let way = way(plan, task, sender, &routes);
            if let Some(worker) = way.worker {
                reach(plan, worker, task);
            }
            plan.ways.push(way);
        }
    }
}

fn way<'p>(plan: &Plan<'p>, task: &Known<'p>, sender: ServiceId, routes: &Routes<'p>) -> Way<'p> {
    let (queue, because) = decide(plan.model, task, sender, routes);
    let (service, variant) = queue;
    let worker = plan.consumer(service, variant);
    let registered = worker.is_some_and(|worker| task.registered.has(plan.workers[worker].service.0));
    Way { task: task.name, sender, service, variant, because, worker, registered }
}

/// The decision list of Open edX: the caller's queue, else the sender's explicit map with the file's routes in it, else
/// its alternate-environment map, else its default queue (openedx/core/lib/celery/routers.py).
fn decide<'p>(
    model: &'p Model<'p>,
    task: &Known<'p>,
    sender: ServiceId,
    routes: &Routes<'p>,
) -> ((ServiceId, &'p str), Because<'p>) {
    let caller = task.catalog.and_then(|task| task.caller_queue.as_ref());
    let passed = caller.and_then(|caller| Some((caller, caller.queues.get(sender.0 as usize)?)));
    if let Some((caller, queue)) = passed {
        return ((ServiceId(queue.service), queue.variant), Because::Caller(caller.setting));
    }
    if let Some(route) = routes.of(task) {
        return ((route.service, &route.queue.variant), Because::Route(route));
    }
    by_settings(model, task.name, sender)
}

/// What the sender's own settings decide.
pub(super) fn by_settings<'p>(
    model: &'p Model<'p>,
    task: &str,
    sender: ServiceId,
) -> ((ServiceId, &'p str), Because<'p>) {
    let service = model.service(sender);
    let default = |id: ServiceId| (id, model.service(id).default_variant());
    if let Some(queue) = service.catalog.explicit(task) {
        return ((ServiceId(queue.service), queue.variant), Because::Explicit);
    }
    match service.catalog.alternate(task) {
        Some(other) => (default(ServiceId(other)), Because::Alternate),
        None => (default(sender), Because::Default),
    }
}

/// Notes at a worker that a task reaches it.
fn reach<'p>(plan: &mut Plan<'p>, worker: usize, task: &Known<'p>) {
    let worker = &mut plan.workers[worker];
    worker.ways += 1;
    if let Some(declared) = task.facts
        && worker.tasks.last().is_none_or(|last| last.name != declared.name)
    {
        worker.tasks.push(declared);
    }
    let facts = TaskFacts::new(task.name, task.facts, task.catalog);
    worker.reached_by(&facts);
}

/// The routes of the file, to look up tasks in.
struct Routes<'p> {
    exact: FxHashMap<&'p str, &'p Route<'p>>,
    globs: Vec<&'p Route<'p>>,
    /// The services of the release.
    platform: ServiceSet,
}

impl<'p> Routes<'p> {
    fn new(model: &'p Model<'p>) -> Self {
        let (globs, exact): (Vec<_>, Vec<_>) = model.routes.iter().partition(|route| is_glob(&route.task));
        // Of two routes of one task, which is an error of its own, the first holds.
        let exact = exact.into_iter().rev().map(|route| (&*route.task, route)).collect();
        let platform = model.service_ids().filter(|id| !model.service(*id).is_own());
        Self { exact, globs, platform: ServiceSet(platform.fold(0, |set, id| set | 1u64 << id.0)) }
    }

    /// An exact name wins over a pattern, and of patterns the first. Each service of one's own has its patterns in settings
    /// of its own, where others do not ask them.
    fn of(&self, task: &Known<'_>) -> Option<&'p Route<'p>> {
        let asked = |route: &Route<'_>| task.sent_by.0 & self.platform.0 != 0 || task.sent_by.has(route.service.0);
        let exact = self.exact.get(task.name).copied();
        exact.or_else(|| self.globs.iter().copied().find(|route| asked(route) && fits(&route.task, task.name)))
    }
}

/// The tasks of the release, those that the file declares, and those that it routes and the release perhaps has.
fn tasks<'p>(model: &'p Model<'p>, routes: &Routes<'p>) -> Vec<Known<'p>> {
    let facts: FxHashMap<&str, &Task<'_>> = model.tasks.iter().map(|task| (&*task.name, task)).collect();
    let mut tasks: Vec<Known<'p>> = model
        .release
        .tasks
        .iter()
        .map(|task| Known {
            name: task.name,
            sent_by: task.sent_by,
            registered: task.registered,
            catalog: Some(task),
            facts: facts.get(task.name).copied(),
        })
        .collect();
    for known in &mut tasks {
        if let Some(registered) = known.facts.and_then(|facts| services(model, facts)) {
            (known.sent_by, known.registered) = (registered, registered);
        }
    }
    let declared = model.tasks.iter().filter(|task| model.release.task(&task.name).is_none());
    tasks.extend(declared.map(|task| {
        let registered = services(model, task).unwrap_or(ServiceSet::ALL);
        Known { name: &task.name, sent_by: registered, registered, catalog: None, facts: Some(task) }
    }));
    let doubtful = routes.exact.values().filter(|route| {
        let release = model.release;
        let perhaps = release.optional(&route.task).is_some() || release.possible(&route.task).is_some();
        perhaps && !facts.contains_key(&*route.task)
    });
    // Nobody knows which services register such a task, so no route of it can be called wrong.
    tasks.extend(doubtful.map(|route| Known {
        name: &route.task,
        sent_by: ServiceSet::ALL,
        registered: ServiceSet::ALL,
        catalog: None,
        facts: None,
    }));
    tasks.extend(of_own_services(model, &facts));
    tasks.sort_by_key(|task| task.name);
    tasks.dedup_by_key(|task| task.name);
    tasks
}

/// What routes name in applications of one's own, whose tasks nobody but their author knows: each name, and each
/// pattern as if it were a task.
fn of_own_services<'p>(model: &'p Model<'p>, facts: &FxHashMap<&str, &'p Task<'p>>) -> impl Iterator<Item = Known<'p>> {
    let own = model.routes.iter().filter(|route| model.service(route.service).is_own());
    let unknown = own.filter(|route| !facts.contains_key(&*route.task) && model.release.task(&route.task).is_none());
    unknown.map(|route| {
        let service = ServiceSet::of(route.service.0);
        Known { name: &route.task, sent_by: service, registered: service, catalog: None, facts: None }
    })
}

/// The services that a `task` statement names.
fn services(model: &Model<'_>, task: &Task<'_>) -> Option<ServiceSet> {
    let registered = task.registered.as_ref()?;
    let ids = registered.value.iter().filter_map(|name| model.service_named(&name.text));
    Some(ServiceSet(ids.fold(0, |set, id| set | 1u64 << id.0)))
}
