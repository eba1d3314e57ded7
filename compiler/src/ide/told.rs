//! What there is to say of a worker, a queue and a task, in Markdown, from the plan.

use std::fmt::Write as _;

use super::Site;
use super::names;
use crate::catalog::ServiceSet;
use crate::emit::{What, manifests};
use crate::language::typed::Words as _;
use crate::language::value::{Concurrency, Value};
use crate::model::ServiceId;
use crate::plan::{Way, Worker};
use crate::resolve::{fits, is_glob};
use crate::rules::words::counted;

/// A worker in a line: `gevent × 100, keda 0..30`.
pub(super) fn worker(worker: &Worker<'_>) -> String {
    let concurrency = worker.settings.concurrency.as_ref().map(|concurrency| concurrency.value);
    let at_once = concurrency
        .map_or_else(String::new, |concurrency: Concurrency| format!(" × {}", Value::Concurrency(concurrency)));
    format!("{}{at_once}, {}", worker.pool().word(), worker.scaled())
}

/// A queue: its name in the broker, who consumes it, what reaches it. `None` when it is no queue of a service that the
/// site has.
pub(super) fn queue(site: &Site<'_>, name: &str) -> Option<String> {
    let plan = site.plan;
    let (service, variant) = names::queue(name)?;
    let id = plan.model.service_named(&service)?;
    let mut text = format!("**`{name}`** is `{}` in the broker.\n", plan.broker_name(id, &variant));
    let Some(index) = plan.consumer(id, &variant) else {
        text += "\nNo worker consumes it.\n";
        return Some(text);
    };
    let of = &plan.workers[index];
    let _ = writeln!(text, "\n- worker: `{}`, {}", of.workload, worker(of));
    let others = of.consumes.iter().filter(|queue| (queue.service, &*queue.variant) != (id, &*variant));
    let others: Vec<String> = others.map(|queue| format!("`{}`", queue.name)).collect();
    if !others.is_empty() {
        let _ = writeln!(text, "- it consumes {} too", others.join(", "));
    }
    let _ = writeln!(text, "- {}", reached(site, id, &variant));
    let _ = writeln!(text, "- a pod has {} to stop", of.grace());
    Some(text)
}

/// The same, with what is written for its worker.
pub(super) fn queue_and_objects(site: &Site<'_>, name: &str) -> Option<String> {
    let mut text = queue(site, name)?;
    let (service, variant) = names::queue(name)?;
    let worker = site.plan.consumer(site.plan.model.service_named(&service)?, &variant);
    let objects = worker.map_or_else(Vec::new, |worker| objects(site, &site.plan.workers[worker]));
    let objects: Vec<String> = objects.iter().map(|(kind, name)| format!("{kind} `{name}`")).collect();
    if !objects.is_empty() {
        let _ = writeln!(text, "- qc writes {}", objects.join(", "));
    }
    Some(text)
}

/// How many tasks are sent to a queue.
fn reached(site: &Site<'_>, id: ServiceId, variant: &str) -> String {
    match tasks(site, id, variant).as_slice() {
        [] => "no task is sent to it".to_owned(),
        [task] => format!("1 task is sent to it: `{task}`"),
        tasks => format!("{} tasks are sent to it", tasks.len()),
    }
}

/// The tasks that are sent to a queue.
fn tasks<'a>(site: &Site<'a>, id: ServiceId, variant: &str) -> Vec<&'a str> {
    let ways = site.plan.ways.iter().filter(|way| way.service == id && way.variant == variant);
    let mut tasks: Vec<&str> = ways.map(|way| way.task).collect();
    tasks.dedup();
    tasks
}

/// The objects that are written for a worker, each with its kind, when the site has no error.
fn objects(site: &Site<'_>, worker: &Worker<'_>) -> Vec<(String, String)> {
    let mut objects = Vec::new();
    if let Some(proved) = site.proved {
        manifests::write_worker(proved, worker, |document| {
            if let What::Object { kind, name } = document.what
                && name == worker.workload
            {
                objects.push((kind.to_owned(), name.to_owned()));
            }
        });
    }
    objects
}

/// A queue in a line: `Deployment, ScaledObject lms-worker-high · 12 tasks`.
pub(super) fn queue_in_a_line(site: &Site<'_>, name: &str) -> Option<String> {
    let (service, variant) = names::queue(name)?;
    let id = site.plan.model.service_named(&service)?;
    let worker = &site.plan.workers[site.plan.consumer(id, &variant)?];
    let kinds: Vec<String> = objects(site, worker).into_iter().map(|(kind, _)| kind).collect();
    let kinds = if kinds.is_empty() { "worker".to_owned() } else { kinds.join(", ") };
    Some(format!("{kinds} {} · {}", worker.workload, counted(tasks(site, id, &variant).len(), "task")))
}

/// A queue in a line, for people who compare sites: `` `shop-mails`, prefork × 2, keda 1..9, 1 task, 10m to stop ``.
pub(super) fn queue_at_a_glance(site: &Site<'_>, name: &str) -> Option<String> {
    let (service, variant) = names::queue(name)?;
    let id = site.plan.model.service_named(&service)?;
    let tasks = counted(tasks(site, id, &variant).len(), "task");
    Some(match site.plan.consumer(id, &variant).map(|index| &site.plan.workers[index]) {
        Some(of) => format!("`{}`, {}, {tasks}, {} to stop", of.workload, worker(of), of.grace()),
        None => format!("no worker consumes it, {tasks}"),
    })
}

/// The same of a service: `` `shop-celery` replicas 1, `shop-mails` keda 1..9 ``, and how many more workers it has.
pub(super) fn service_at_a_glance(site: &Site<'_>, name: &str) -> Option<String> {
    let id = site.plan.model.service_named(name)?;
    let workers = site.plan.workers.iter().filter(|worker| worker.service == id);
    let mut workers: Vec<String> = workers.map(|of| format!("`{}` {}", of.workload, of.scaled())).collect();
    let more = workers.split_off(workers.len().min(MOST_AT_A_GLANCE)).len();
    workers.extend((more > 0).then(|| format!("{more} more")));
    Some(workers.join(", "))
}

/// A service in a line: `2 workers · sends 30 tasks`.
pub(super) fn service_in_a_line(site: &Site<'_>, name: &str) -> Option<String> {
    let id = site.plan.model.service_named(name)?;
    let workers = site.plan.workers.iter().filter(|worker| worker.service == id).count();
    let sent = site.plan.ways.iter().filter(|way| way.sender == id).count();
    Some(format!("{} · sends {}", counted(workers, "worker"), counted(sent, "task")))
}

/// A service: its application, its default queue, its workers. `None` when the site has none of that name.
pub(super) fn service(site: &Site<'_>, name: &str) -> Option<String> {
    let plan = site.plan;
    let id = plan.model.service_named(name)?;
    let service = plan.model.service(id);
    let app = service.app.as_ref().map_or(service.catalog.app, |app| &app.value);
    let mut text = format!("**`{name}`** is the Celery application `{app}`.\n\n");
    let _ = writeln!(text, "- default queue: `{name}.{}`", service.default_variant());
    for worker in plan.workers.iter().filter(|worker| worker.service == id).take(MOST) {
        let _ = writeln!(text, "- worker `{}`: {}", worker.workload, self::worker(worker));
    }
    let sent = plan.ways.iter().filter(|way| way.sender == id).count();
    let _ = writeln!(text, "- it sends {sent} tasks");
    Some(text)
}

/// The site as a whole.
pub(super) fn site(site: &Site<'_>) -> String {
    let model = site.plan.model;
    let namespace = site.plan.namespace();
    let release = model.release.name;
    format!("**`{}`** {}\n\n- release: {release}\n- namespace: `{namespace}`\n", model.site.name, site.plan.status())
}

/// The site in a line.
pub(super) fn site_in_a_line(site: &Site<'_>) -> String {
    format!("`{}`, namespace `{}`, {}", site.plan.model.site.name, site.plan.namespace(), site.plan.status())
}

/// The broker, and for how long it keeps what a worker has taken.
pub(super) fn broker(site: &Site<'_>) -> Option<String> {
    let line = broker_in_a_line(site)?;
    let timeout = site.plan.visibility_timeout();
    Some(timeout.map_or_else(|| format!("{line}\n"), |timeout| format!("{line}\n\n- visibility timeout: {timeout}\n")))
}

/// The broker in a line.
pub(super) fn broker_in_a_line(site: &Site<'_>) -> Option<String> {
    let broker = &site.plan.model.broker;
    let line = format!("**{}** at `{}`, port {}", broker.kind.title(), broker.host(), broker.port());
    broker.span.map(|_| line)
}

/// A task, or all tasks that fit a pattern.
pub(super) fn task(site: &Site<'_>, name: &str) -> String {
    if !is_glob(name) {
        return one_task(site, name);
    }
    let fitting = fitting(site, name);
    let mut text = format!("**`{name}`** fits {} tasks.\n\n", fitting.len());
    for task in fitting.iter().take(MOST) {
        let _ = writeln!(text, "- `{task}`");
    }
    if fitting.len() > MOST {
        let _ = writeln!(text, "- and {} more", fitting.len() - MOST);
    }
    text
}

/// The tasks that fit a pattern.
fn fitting<'a>(site: &Site<'a>, pattern: &str) -> Vec<&'a str> {
    let tasks = site.plan.ways.iter().map(|way| way.task);
    let mut fitting: Vec<&str> = tasks.filter(|task| *task != pattern && fits(pattern, task)).collect();
    fitting.dedup();
    fitting
}

/// So many of anything are listed, and so many in a line.
const MOST: usize = 12;
const MOST_AT_A_GLANCE: usize = 4;

/// A task: its way from each sender, as `qc routes` says.
fn one_task(site: &Site<'_>, name: &str) -> String {
    let ways = site.plan.ways_of(name);
    let mut text = format!("**`{name}`**\n");
    if let Some(known) = site.plan.model.release.task(name) {
        let _ = writeln!(text, "\nRegistered by {}.\n", services(site, known.registered));
    } else {
        text.push('\n');
    }
    if ways.is_empty() {
        text += "Nobody is known to send it.\n";
    }
    for way in ways {
        let _ = writeln!(text, "- {}", told(site, way));
    }
    text
}

/// A task in a line: its ways, or how many fit a pattern.
pub(super) fn task_in_a_line(site: &Site<'_>, name: &str) -> String {
    let ways: Vec<String> = site.plan.ways_of(name).iter().map(|way| told(site, way)).collect();
    match ways.as_slice() {
        [] if is_glob(name) => format!("fits {} tasks", fitting(site, name).len()),
        [] => "nobody is known to send it".to_owned(),
        ways => ways.join("; "),
    }
}

fn services(site: &Site<'_>, set: ServiceSet) -> String {
    let model = site.plan.model;
    let names = model.service_ids().filter(|id| set.has(id.0)).map(|id| format!("`{}`", model.service(id).name));
    names.collect::<Vec<_>>().join(" and ")
}

/// A way in a line.
fn told(site: &Site<'_>, way: &Way<'_>) -> String {
    let plan = site.plan;
    let sender = &plan.model.service(way.sender).name;
    let queue = plan.broker_name(way.service, way.variant);
    let worker = match way.worker.map(|index| &plan.workers[index]) {
        None => "which nobody consumes".to_owned(),
        Some(worker) if !way.registered => format!("`{}`, which does not know it", worker.workload),
        Some(worker) => format!("`{}` ({})", worker.workload, worker.scaled()),
    };
    format!("from `{sender}` to `{queue}`, {worker}, because of {}", way.reason(plan, site.sources))
}
