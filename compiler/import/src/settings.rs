//! Django settings, as far as Celery reads them → routes, facts of tasks and of the broker, what workers inherit. The names
//! are those of Celery 3, which Open edX has, and those of today with the namespace `CELERY` or without one.

use celq::catalog::option;
use celq::language::value::{Seconds, Value as Said};
use celq::language::{Key, Scope, keys};

use crate::broker;
use crate::draft::{Draft, Route, say, text};
use crate::finding::{Findings, Place};
use crate::node::{Node, Value};
use crate::python::Names;
use crate::tutor::SERVICES;

/// The settings of one file.
struct File<'f> {
    /// The service of a file for a service of the site's own.
    own: Option<usize>,
    draft: &'f mut Draft,
    findings: &'f mut Findings,
}

/// What reads a setting; of one service alone where a branch says so. What it leaves is reported.
type Read = fn(&mut File<'_>, &mut Node, Option<usize>, &Place);

/// The settings that say something about queues, with all their names.
const SETTINGS: &[(&[&str], Read)] = &[
    (&["EXPLICIT_QUEUES"], explicit_queues),
    (&["CELERY_TASK_ROUTES", "CELERY_ROUTES", "task_routes"], task_routes),
    (&["CELERY_TASK_DEFAULT_QUEUE", "CELERY_DEFAULT_QUEUE", "task_default_queue"], default_queue),
    (&["CELERY_BROKER_URL", "BROKER_URL", "broker_url"], broker_url),
    (&["CELERY_BROKER_TRANSPORT_OPTIONS", "BROKER_TRANSPORT_OPTIONS", "broker_transport_options"], transport_options),
    (&["CELERY_BROKER_USE_SSL", "BROKER_USE_SSL", "broker_use_ssl"], use_ssl),
    (&["CELERY_TASK_ANNOTATIONS", "CELERY_ANNOTATIONS", "task_annotations"], annotations),
    (&["CELERY_TASK_QUEUE_MAX_PRIORITY", "CELERY_QUEUE_MAX_PRIORITY", "task_queue_max_priority"], max_priority),
];

/// The settings that say what a worker's option says, for all workers.
const OF_WORKERS: &[(&[&str], &Key, usize)] = &[
    (&["CELERY_WORKER_CONCURRENCY", "CELERYD_CONCURRENCY"], &keys::concurrency::KEY, option::CONCURRENCY),
    (&["CELERY_WORKER_POOL", "CELERYD_POOL"], &keys::pool::KEY, option::POOL),
    (&["CELERY_TASK_TIME_LIMIT", "CELERYD_TASK_TIME_LIMIT"], &keys::time_limit::KEY, option::TIME_LIMIT),
    (
        &["CELERY_TASK_SOFT_TIME_LIMIT", "CELERYD_TASK_SOFT_TIME_LIMIT"],
        &keys::soft_time_limit::KEY,
        option::SOFT_TIME_LIMIT,
    ),
    (
        &["CELERY_WORKER_PREFETCH_MULTIPLIER", "CELERYD_PREFETCH_MULTIPLIER"],
        &keys::prefetch_multiplier::KEY,
        option::PREFETCH_MULTIPLIER,
    ),
    (
        &["CELERY_WORKER_MAX_TASKS_PER_CHILD", "CELERYD_MAX_TASKS_PER_CHILD"],
        &keys::max_tasks_per_child::KEY,
        option::MAX_TASKS_PER_CHILD,
    ),
    (
        &["CELERY_WORKER_MAX_MEMORY_PER_CHILD", "CELERYD_MAX_MEMORY_PER_CHILD"],
        &keys::max_memory_per_child::KEY,
        option::MAX_MEMORY_PER_CHILD,
    ),
];

/// Names that a file of Open edX has, and none of a service of one's own.
const OF_OPEN_EDX: [&str; 6] = [
    "EXPLICIT_QUEUES",
    "CELERY_ROUTES",
    "CELERY_DEFAULT_QUEUE",
    "BROKER_TRANSPORT_OPTIONS",
    "CELERY_ANNOTATIONS",
    "CELERY_QUEUE_MAX_PRIORITY",
];

/// Reads what a file's names are bound to.
pub(crate) fn read(names: Names, file: &Place, draft: &mut Draft, findings: &mut Findings) {
    let project = project(&names);
    let mut all: Vec<((Option<String>, String), Node)> = names.into_iter().collect();
    all.sort_by(|a, b| (a.1.at.line, &a.0).cmp(&(b.1.at.line, &b.0)));
    all.retain(|((_, name), _)| is_of_celery(name));
    if all.is_empty() {
        return;
    }
    let own = if is_open_edx(&all, draft) { None } else { Some(own_service(&all, project, file, draft, findings)) };
    let mut file_of = File { own, draft, findings };
    let mut others: Vec<String> = Vec::new();
    for ((service, name), mut node) in all {
        let place = file.at(node.at).of(name.clone());
        let service = service.map(|service| file_of.draft.known(&service, &place)).or(own);
        if let Some((_, read)) = SETTINGS.iter().find(|(names, _)| names.contains(&name.as_str())) {
            read(&mut file_of, &mut node, service, &place);
            file_of.findings.leftovers(&place, &node);
        } else if !of_workers(&mut file_of, &name, &node, service, &place) {
            others.push(name);
        }
    }
    others.dedup();
    if !others.is_empty() {
        findings.note(file, format!("stays in the settings as it is: {}", others.join(", ")));
    }
}

/// Reads what names say of the broker, in a file that is for nothing else.
pub(crate) fn of_broker(names: Names, place: &Place, draft: &mut Draft, findings: &mut Findings) {
    let mut all: Vec<((Option<String>, String), Node)> = names.into_iter().collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    let mut file = File { own: None, draft, findings };
    for ((_, name), mut node) in all {
        let reads: [Read; 3] = [broker_url, transport_options, use_ssl];
        let read = SETTINGS.iter().filter(|(names, _)| names.contains(&name.as_str())).map(|(_, read)| *read);
        for read in read.filter(|read| reads.iter().any(|known| std::ptr::fn_addr_eq(*known, *read))) {
            read(&mut file, &mut node, None, place);
        }
    }
}

/// Whether Celery reads a name.
fn is_of_celery(name: &str) -> bool {
    let listed = SETTINGS.iter().any(|(names, _)| names.contains(&name));
    listed || ["CELERY_", "CELERYD_", "CELERYBEAT_", "BROKER_"].iter().any(|prefix| name.starts_with(prefix))
}

fn is_open_edx(all: &[((Option<String>, String), Node)], draft: &Draft) -> bool {
    let named = |((service, name), _): &((Option<String>, String), Node)| {
        service.is_some() || OF_OPEN_EDX.contains(&name.as_str())
    };
    let any_own = draft.services.iter().any(|service| service.own);
    let any_known = draft.services.iter().any(|service| !service.own);
    all.iter().any(named) || queues(all).iter().any(|queue| queue.starts_with("edx.")) || (any_known && !any_own)
}

/// The queues that a file names.
fn queues(all: &[((Option<String>, String), Node)]) -> Vec<String> {
    let mut queues = Vec::new();
    for ((_, name), node) in all {
        if SETTINGS[2].0.contains(&name.as_str()) {
            queues.extend(node.text().map(str::to_owned));
        }
        if SETTINGS[1].0.contains(&name.as_str()) {
            queues.extend(node.entries().iter().filter_map(|(_, target)| Some(target.look_text(".queue")?.to_owned())));
        }
    }
    queues
}

/// The Django project, by the settings that name its modules.
fn project(names: &Names) -> Option<String> {
    ["ROOT_URLCONF", "WSGI_APPLICATION"].into_iter().find_map(|name| {
        let module = names.get(&(None, name.to_owned()))?.text()?;
        module.split('.').next().map(str::to_owned)
    })
}

/// The service whose settings a file has: the one whose workers consume the queues that it names, the only one that there
/// is, or one that nothing else speaks of.
fn own_service(
    all: &[((Option<String>, String), Node)],
    project: Option<String>,
    file: &Place,
    draft: &mut Draft,
    findings: &mut Findings,
) -> usize {
    let queues = queues(all);
    let owns: Vec<usize> = (0..draft.services.len()).filter(|index| draft.services[*index].own).collect();
    let fits = |index: &usize| {
        let workers = draft.workers.iter().filter(|worker| worker.service == *index);
        workers.flat_map(|worker| worker.queues.iter().flatten()).filter(|queue| queues.contains(queue)).count()
    };
    let best = owns.iter().copied().filter(|index| fits(index) > 0).max_by_key(fits);
    if let Some(index) = best.or_else(|| owns.first().copied().filter(|_| owns.len() == 1)) {
        return index;
    }
    let guess = project.unwrap_or_else(|| "app".to_owned());
    findings.note(file, format!("nothing here says which Celery application this is: `{guess}` is a guess, in `app=`"));
    draft.own(&guess, file)
}

fn explicit_queues(file: &mut File<'_>, node: &mut Node, service: Option<usize>, place: &Place) {
    for (task, target) in node.entries_mut() {
        route(file, task, target, service, service, place);
    }
}

/// A dictionary, a list of pairs, or a list of dictionaries.
fn task_routes(file: &mut File<'_>, node: &mut Node, service: Option<usize>, place: &Place) {
    if let Value::List(items) = &mut node.value {
        for item in items.iter_mut() {
            task_routes_of(file, item, service, place);
        }
        node.open();
    } else {
        task_routes_of(file, node, service, place);
    }
}

fn task_routes_of(file: &mut File<'_>, node: &mut Node, service: Option<usize>, place: &Place) {
    match &mut node.value {
        Value::Map(entries) => {
            for (task, target) in entries {
                route(file, task, target, service, file.own, place);
            }
            node.open();
        }
        Value::List(pair) if pair.len() == 2 => {
            if let Some(task) = pair[0].text().map(str::to_owned) {
                route(file, &task, &mut pair[1], service, file.own, place);
                pair[0].value = Value::Null;
            }
            node.open();
        }
        _ => {}
    }
}

/// One task and where it goes. `registered` is the service in whose map of the site's own it stands.
fn route(
    file: &mut File<'_>,
    task: &str,
    target: &mut Node,
    service: Option<usize>,
    registered: Option<usize>,
    place: &Place,
) {
    let place = place.part(&format!(".{task}")).at(target.at);
    let queue = match target.take_text(".queue") {
        Some(queue) => queue,
        None => {
            let Some(queue) = target.text().map(str::to_owned) else { return };
            target.value = Value::Null;
            queue
        }
    };
    let priority = target.take_number(".priority");
    let registered = registered.into_iter().collect();
    file.draft.routes.push(Route { task: task.to_owned(), queue, priority, registered, service, place });
}

fn default_queue(file: &mut File<'_>, node: &mut Node, service: Option<usize>, _: &Place) {
    let Some(queue) = node.text().map(str::to_owned) else { return };
    if let Some(index) = service {
        file.draft.services[index].default_queue = Some(queue);
        node.value = Value::Null;
    }
}

fn broker_url(file: &mut File<'_>, node: &mut Node, _: Option<usize>, place: &Place) {
    let Some(url) = node.text().map(str::to_owned) else { return };
    if broker::url(&url, file.draft, place, file.findings) {
        node.value = Value::Null;
    }
}

fn transport_options(file: &mut File<'_>, node: &mut Node, _: Option<usize>, place: &Place) {
    broker::transport_options(node, file.draft, place, file.findings);
}

/// What a certificate that has to be checked is called.
const REQUIRED: [&str; 4] = ["required", "CERT_REQUIRED", "ssl.CERT_REQUIRED", "2"];

/// Any word about encryption means it; certificates that need not be checked are no affair of qc's.
fn use_ssl(file: &mut File<'_>, node: &mut Node, _: Option<usize>, place: &Place) {
    let on = match &node.value {
        Value::Switch(on) => *on,
        Value::Map(_) => true,
        _ => return,
    };
    if on {
        let said = &mut file.draft.broker.said;
        say(said, (Scope::Broker, &keys::tls::KEY), &Said::Switch(true), place, file.findings);
    }
    if matches!(node.value, Value::Switch(_)) {
        node.value = Value::Null;
    }
    let host = file.draft.broker.host();
    // Certificates are checked, as qc has it.
    for (name, value) in node.entries_mut() {
        let known = match name.as_str() {
            "ssl_cert_reqs" | "cert_reqs" => REQUIRED.contains(&value.to_string().as_str()),
            "server_hostname" => host.is_some() && value.scalar() == host,
            _ => false,
        };
        if known {
            value.value = Value::Null;
        }
    }
}

/// The facts of tasks that annotations can have.
fn annotations(file: &mut File<'_>, node: &mut Node, _: Option<usize>, place: &Place) {
    for (task, facts) in node.entries_mut() {
        if !matches!(facts.value, Value::Map(_)) || task.contains('*') {
            continue;
        }
        facts.open();
        let place = place.part(&format!(".{task}")).at(facts.at);
        for (path, key) in [
            (".rate_limit", &keys::rate_limit::KEY),
            (".time_limit", &keys::time_limit::KEY),
            (".soft_time_limit", &keys::soft_time_limit::KEY),
        ] {
            let Some(value) = facts.look(path).and_then(|node| fact(path, node)) else { continue };
            facts.take(path);
            say(&mut file.draft.task(task).said, (Scope::Task, key), &value, &place.part(path), file.findings);
        }
        let services = match file.own {
            Some(index) => vec![index],
            None => SERVICES.into_iter().map(|name| file.draft.known(name, &place)).collect(),
        };
        file.draft.task(task).services.extend(services);
    }
}

fn fact(path: &str, node: &Node) -> Option<Said<'static>> {
    match (path, &node.value) {
        (".rate_limit", Value::Text(rate)) => Some(text(rate.clone())),
        (".rate_limit", _) => Some(text(format!("{}/s", node.number()?))),
        _ => Some(Said::Duration(Seconds(u32::try_from(node.number()?).ok()?))),
    }
}

/// RabbitMQ's highest priority, which qc writes where routes have priorities.
fn max_priority(_: &mut File<'_>, node: &mut Node, _: Option<usize>, _: &Place) {
    if node.number() == Some(keys::priority::MOST) {
        node.value = Value::Null;
    }
}

/// What is said for all workers, they inherit.
fn of_workers(file: &mut File<'_>, name: &str, node: &Node, service: Option<usize>, place: &Place) -> bool {
    let Some((_, key, index)) = OF_WORKERS.iter().find(|(names, ..)| names.contains(&name)) else { return false };
    let option = &celq::catalog::WORKER_OPTIONS[*index];
    let value = node.scalar().and_then(|given| crate::options::value(option, Some(&given)));
    let Some(value) = value else {
        file.findings.left_over(place, node);
        return true;
    };
    let services: Vec<usize> = match service {
        Some(index) => vec![index],
        None => SERVICES.into_iter().map(|name| file.draft.known(name, place)).collect(),
    };
    for index in services {
        let said = &mut file.draft.services[index].defaults;
        say(said, (Scope::Queue, key), &value, place, file.findings);
    }
    true
}
