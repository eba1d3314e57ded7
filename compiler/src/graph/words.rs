//! What stands in the nodes of a graph: parts of a plan in, their names, numbers and titles out, in the words of the
//! language. Knows nothing of how nodes are joined.

use super::groups::{Fate, Group, Label, QueueId};
use super::{Kind, Node};
use crate::language::clauses::{claim, hpa, keda, vpa, window};
use crate::language::keys;
use crate::language::typed::{Typed, Words as _};
use crate::language::{Key, statements};
use crate::model::{Claim, Hpa, Keda, ServiceId, Settings, Slot};
use crate::plan::scaling::Scaler;
use crate::plan::{Plan, Worker};
use crate::rules::words::counted;
use crate::source::Span;

/// So many tasks are listed in a title.
const LISTED: usize = 24;

fn node(kind: Kind, name: String, title: Vec<String>) -> Node {
    Node { kind, name, note: String::new(), count: String::new(), title, span: None, groups: Vec::new(), broken: false }
}

/// A service as a sender. A beat sends with the settings of its service, so it stands with it.
pub(super) fn sender(plan: &Plan<'_>, id: ServiceId, ways: usize) -> Node {
    let service = plan.model.service(id);
    let beats = plan.model.beats.iter().filter(|beat| beat.service == Some(id)).count();
    let beat = (beats > 0).then(|| statements::beat::STATEMENT.word.to_owned());
    let sends = (ways > 0).then(|| counted(ways, "task"));
    let note: Vec<String> = sends.into_iter().chain(beat).collect();
    let mut title = vec![format!("{} sends {}", service.title(), counted(ways, "task"))];
    title.extend((beats > 0).then(|| "and what the schedule of its beat holds".to_owned()));
    Node { note: note.join(" · "), span: service.span, ..node(Kind::Sender, service.title(), title) }
}

/// A group of tasks.
pub(super) fn tasks(group: &Group<'_>) -> Node {
    let number = group.tasks.len();
    let (name, note) = match (&group.label, &group.tasks[..]) {
        (Label::Everything, _) => ("all that no route names".to_owned(), String::new()),
        (_, [task]) => ((*task).to_owned(), String::new()),
        (Label::Module(module), _) => ((*module).to_owned(), String::new()),
        (Label::Modules { names, others }, _) => {
            let other = if *others { "other " } else { "" };
            // Celery looks for tasks in modules of this name: in a list it says nothing.
            let names: Vec<&str> = names.iter().map(|name| name.strip_suffix(".tasks").unwrap_or(name)).collect();
            (counted(names.len(), &format!("{other}module")), names.join(", "))
        }
    };
    let mut title: Vec<String> = match number {
        0 => vec!["Tasks of one's own application that no route names".to_owned()],
        1 => Vec::new(),
        _ => vec![counted(number, "task")],
    };
    title.extend(group.tasks.iter().take(LISTED).map(|task| (*task).to_owned()));
    title.extend((number > LISTED).then(|| format!("and {} more", number - LISTED)));
    Node {
        note,
        count: if number > 1 { number.to_string() } else { String::new() },
        span: group.route,
        broken: group.fate != Fate::Runs,
        ..node(Kind::Tasks, name, title)
    }
}

/// A queue, by its name in the broker.
pub(super) fn queue(plan: &Plan<'_>, (service, variant): QueueId<'_>) -> Node {
    let name = plan.broker_name(service, variant);
    let declared = format!("{}.{variant}", plan.model.service(service).name);
    let title = vec![format!("queue {declared}"), format!("{name} in the broker")];
    Node {
        span: plan.model.queue(service, variant).map(|queue| queue.subject),
        broken: plan.consumer(service, variant).is_none(),
        ..node(Kind::Queue, name, title)
    }
}

/// Where the ways of a group end when no worker runs it.
pub(super) fn end(plan: &Plan<'_>, group: &Group<'_>) -> Node {
    let queue = plan.broker_name(group.queue.0, group.queue.1);
    let worker = group.worker.map_or("", |worker| &plan.workers[worker].workload);
    let (name, title) = match group.fate {
        Fate::NotRegistered => ("not registered there", format!("{worker} does not know these tasks of {queue}")),
        Fate::NoPods => ("never has a pod", format!("{worker}, which consumes {queue}, never has a pod")),
        Fate::NoWorker | Fate::Runs => ("nobody consumes it", format!("nothing consumes {queue}")),
    };
    Node { broken: true, ..node(Kind::Nowhere, name.to_owned(), vec![title]) }
}

/// A worker: its workload, its pool and how many pods it has.
pub(super) fn worker(plan: &Plan<'_>, worker: &Worker<'_>) -> Node {
    let (min, max) = worker.replicas();
    let pods = match (min, max) {
        (1, 1) => "1 pod".to_owned(),
        (min, max) if min == max => format!("{max} pods"),
        (min, max) => format!("{min}..{max} pods"),
    };
    let consumes = worker.consumes.iter().map(|queue| format!("consumes {}", queue.name));
    let first = format!("{}: {}, {pods}", worker.workload, runs(worker));
    Node {
        note: format!("{} · {pods}", runs(worker)),
        span: Some(plan.place(worker)).filter(|place| !place.is_empty()),
        ..node(Kind::Worker, worker.workload.to_string(), std::iter::once(first).chain(consumes).collect())
    }
}

/// `prefork × 4`: what runs in a pod.
fn runs(worker: &Worker<'_>) -> String {
    let concurrency = worker.settings.concurrency.as_ref().map(|concurrency| concurrency.value.to_value().to_string());
    let concurrency = concurrency.unwrap_or_else(|| "cores".to_owned());
    match worker.pool() {
        keys::pool::Pool::Solo => keys::pool::Pool::Solo.word().to_owned(),
        pool => format!("{} × {concurrency}", pool.word()),
    }
}

/// What decides how many pods a worker has, and the line that says so.
pub(super) fn scaler(worker: &Worker<'_>, span: Option<Span>) -> Node {
    let settings = worker.settings;
    let (name, mut notes) = match worker.scaler() {
        Scaler::Keda(keda) => (format!("{} {}..{}", keda::CLAUSE.word, keda.min(), keda.max()), by_length(keda)),
        Scaler::Hpa(hpa) => (format!("{} {}..{}", hpa::CLAUSE.word, hpa.min(), hpa.max()), by_use(hpa)),
        Scaler::Fixed(pods) => (format!("{} {pods}", keys::replicas::KEY.name), claimed(settings.claim.as_deref())),
    };
    notes.extend(windows(worker, settings));
    notes.extend(settings.vpa.map(|_| vpa::CLAUSE.word.to_owned()));
    let first = format!("{} is scaled by {name}", worker.workload);
    let title = std::iter::once(first).chain(notes.iter().cloned()).collect();
    Node { note: notes.join(" · "), span, ..node(Kind::Scaler, name, title) }
}

/// A pair as the file has it.
fn pair<'s, T: Typed<'s>>(key: &Key, slot: &Slot<T>) -> Option<String> {
    slot.as_ref().map(|setting| format!("{}={}", key.name, setting.value.to_value()))
}

fn by_length(keda: &Keda) -> Vec<String> {
    let length = format!("{}={}", keys::list_length::KEY.name, keda.list_length());
    std::iter::once(length).chain(pair(&keys::count::KEY, &keda.count)).collect()
}

fn by_use(hpa: &Hpa) -> Vec<String> {
    pair(&keys::cpu::KEY, &hpa.cpu).into_iter().chain(pair(&keys::memory::KEY, &hpa.memory)).collect()
}

fn claimed(claim: Option<&Claim<'_>>) -> Vec<String> {
    let Some(claim) = claim else { return Vec::new() };
    let pairs = pair(&keys::by::KEY, &claim.by).into_iter().chain(pair(&keys::until::KEY, &claim.until));
    let pairs: Vec<String> = pairs.collect();
    let free = if pairs.is_empty() { "free".to_owned() } else { pairs.join(" ") };
    vec![format!("{} {free}", claim::CLAUSE.word)]
}

/// How many windows a worker has, and between which numbers they keep it.
fn windows(worker: &Worker<'_>, settings: &Settings<'_>) -> Option<String> {
    let (min, max) = worker.replicas();
    let number = settings.windows.len();
    (number > 0).then(|| format!("{} {min}..{max}", counted(number, window::CLAUSE.word)))
}
