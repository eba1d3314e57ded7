//! What was read in a broker beside what a file declares: lists that hold messages and that nobody consumes, how many wait
//! in the site's own queues, and what workers have taken. Content is looked at, never trusted.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::built::Site;
use super::keys::{Keys, OwnList};
use super::shown::{name as name_of, shown};
use super::workers::Both;
use crate::emit::settings::IN_FLIGHT;
use crate::language::value::Seconds;
use crate::language::{keys as words, print, statements};
use crate::plan::Plan;
use crate::plan::scaling::Scaler;
use crate::report::diff::{Change, Section};
use crate::resolve::is_variant;
use crate::rules::words::{Sentence as _, counted};

/// What somebody has read in a database of Redis.
#[derive(Debug, Default)]
pub struct Snapshot {
    /// How many messages wait in each of the site's own lists; `None` where the key holds something else.
    pub own: BTreeMap<Vec<u8>, Option<u64>>,
    /// Lists that [`Keys::is_undeclared`] and that hold something.
    pub lists: Vec<List>,
    /// How many more such lists there are.
    pub more: usize,
    /// Hashes whose name [`Keys::in_flight`] begins, with how many messages they hold.
    pub hashes: BTreeMap<Vec<u8>, u64>,
    /// Those of the lists that kombu has bound as queues, by [`Keys::bound`].
    pub bound: BTreeSet<Vec<u8>>,
}

/// A list of the broker.
#[derive(Debug, Default)]
pub struct List {
    /// Its key.
    pub key: Vec<u8>,
    /// How many messages it holds.
    pub messages: u64,
    /// For how many seconds nobody has read or written it.
    pub idle: Option<u64>,
    /// Its first and last few messages.
    pub sample: Vec<Vec<u8>>,
}

/// One of the site's own lists.
#[derive(Debug, Serialize)]
pub struct Queue {
    /// The queue's name in the broker.
    pub queue: String,
    /// The priority from which on tasks wait in this list.
    pub priority: i64,
    /// How many; `None` where no list is there.
    pub messages: Option<u64>,
    /// The worker that takes them.
    pub worker: String,
    /// Its pods, where the cluster was read.
    pub pods: Option<String>,
}

/// What workers have taken and not acknowledged.
#[derive(Debug, Serialize)]
pub struct InFlight {
    /// The key.
    pub key: String,
    /// How many messages.
    pub messages: u64,
    /// Whose.
    pub worker: String,
}

/// What there is to say of a broker.
pub(super) struct Said {
    pub(super) sections: Vec<Section>,
    pub(super) queues: Vec<Queue>,
    pub(super) in_flight: Vec<InFlight>,
    pub(super) notes: Vec<String>,
}

pub(super) fn said(site: &Site<'_>, both: Option<&Both<'_>>, snapshot: &Snapshot) -> Said {
    let reader = Reader { site, keys: Keys::of(site.plan), snapshot };
    let (foreign, undeclared): (Vec<&List>, Vec<&List>) =
        snapshot.lists.iter().partition(|list| !(reader.is_bound(list) || Messages::of(list).any > 0));
    let sections = [
        ("lists that nobody consumes", undeclared.into_iter().map(|list| reader.undeclared(list)).collect()),
        ("queues", reader.waiting(both)),
        ("taken and never given back", reader.left()),
    ];
    let sections = sections.into_iter().filter(|(_, changes): &(_, Vec<Change>)| !changes.is_empty());
    Said {
        sections: sections.map(|(about, changes)| Section { about: about.into(), changes }).collect(),
        queues: reader.queues(both),
        in_flight: reader.in_flight(),
        notes: reader.notes(&foreign),
    }
}

struct Reader<'a> {
    site: &'a Site<'a>,
    keys: Keys<'a>,
    snapshot: &'a Snapshot,
}

impl Reader<'_> {
    fn is_bound(&self, list: &List) -> bool {
        let name = self.keys.name(&list.key);
        self.snapshot.bound.contains(name) || self.snapshot.bound.contains(&list.key)
    }

    /// A list that nobody declares.
    fn undeclared(&self, list: &List) -> Change {
        let plan = self.site.plan;
        let (prefix, name) = (plan.model.broker.key_prefix(), self.keys.name(&list.key));
        let wait =
            if list.messages == 1 { "1 message waits".to_owned() } else { format!("{} messages wait", list.messages) };
        let what = format!("{wait} in `{}`, which no worker of the file consumes", name_of(name));
        let messages = Messages::of(list);
        let mut details = messages.described();
        details.extend(list.idle.filter(|idle| *idle >= MINUTE).map(|idle| {
            format!("nobody has put one in or taken one out for {}: they are at least as old", time(idle))
        }));
        let unbound = "kombu has no binding of this name";
        details.push(if self.is_bound(list) { "kombu knows it as a queue" } else { unbound }.to_owned());
        let other_step = self.keys.other_step(name);
        details.extend(other_step.as_ref().map(|(queue, step)| {
            format!(
                "it is `{queue}` with priority {step}, for which the file's `{}` has no list",
                words::priority_steps::KEY.name
            )
        }));
        let without = !prefix.is_empty() && name.len() == list.key.len();
        details.extend(without.then(|| format!("its name does not begin with `{prefix}`, as all keys of the file do")));
        details.extend(known(plan, name));
        let mut todo: Vec<String> = self.senders(&messages);
        if without || other_step.is_some() {
            let settings = "whoever sends there has other settings than those of `qc build --target settings`";
            todo.extend(todo.is_empty().then(|| settings.to_owned()));
        } else {
            todo.extend(declaration(plan, name));
        }
        Change::new(what).details(details).todo(todo)
    }

    /// Who sends tasks there that the file sends elsewhere.
    fn senders(&self, messages: &Messages) -> Vec<String> {
        let plan = self.site.plan;
        let elsewhere = messages.tasks.keys().filter_map(|task| {
            let way = plan.ways_of(task).first()?;
            Some((task, plan.broker_name(way.service, way.variant)))
        });
        let elsewhere: Vec<_> = elsewhere.collect();
        let Some((task, queue)) = elsewhere.first() else { return Vec::new() };
        let from = messages.senders.iter().map(|sender| format!("`{}`", shown(sender))).sentence();
        let from = if from.is_empty() { "what sends it".to_owned() } else { from };
        vec![format!(
            "by the file `{}` goes to `{queue}`: give {from} the settings of `qc build --target settings`",
            shown(task)
        )]
    }

    /// The site's own queues about whose tasks there is something to say.
    fn waiting(&self, both: Option<&Both<'_>>) -> Vec<Change> {
        let own = self.own().into_iter().filter(|(_, messages)| *messages != Some(0));
        let changes = own.filter_map(|(list, messages)| {
            let worker = &self.site.plan.workers[list.worker];
            let queue = at_priority(&list);
            let Some(messages) = messages else {
                let exits = format!("`{}` exits when it starts, and whoever sends there fails", worker.workload);
                return Some(Change::new(format!("{queue} holds something else than messages")).details(vec![exits]));
            };
            let wait = counted(usize::try_from(messages).unwrap_or(usize::MAX), "message");
            if let Some(why) = both.and_then(|both| both.idle(&worker.workload)) {
                return Some(Change::new(format!("{wait} in {queue} and nobody takes them: {why}")));
            }
            let unseen = list.step > 0
                && matches!(worker.scaler(), Scaler::Keda(_))
                && self.site.plan.priorities(worker).is_none();
            unseen.then(|| {
                let what = format!("{wait} in {queue}, which the scaler of `{}` does not count", worker.workload);
                let (steps, broker) = (words::priority_steps::KEY.name, statements::broker::STATEMENT.word);
                let all =
                    self.site.plan.model.broker.steps().iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
                Change::new(what)
                    .todo([format!("`{broker} redis … {steps}={all}` makes it count the lists of all priorities")])
            })
        });
        changes.collect()
    }

    /// The site's own lists with how much waits in them.
    fn own(&self) -> Vec<(OwnList<'_>, Option<u64>)> {
        let own = self.snapshot.own.iter().filter_map(|(key, messages)| Some((self.keys.own_list(key)?, *messages)));
        let mut own: Vec<_> = own.collect();
        own.sort_by_key(|(list, _)| (list.worker, list.queue, list.step));
        own
    }

    /// All queues of the site; lists of a higher priority only where something waits.
    fn queues(&self, both: Option<&Both<'_>>) -> Vec<Queue> {
        let own = self.own().into_iter().filter(|(list, messages)| list.step == 0 || *messages != Some(0));
        let queue = |(list, messages): (OwnList<'_>, Option<u64>)| {
            let worker = &self.site.plan.workers[list.worker].workload;
            Queue {
                queue: list.queue.to_owned(),
                priority: list.step,
                messages,
                worker: worker.to_string(),
                pods: both.map(|both| both.pods(worker)),
            }
        };
        own.map(queue).collect()
    }

    fn in_flight(&self) -> Vec<InFlight> {
        let known = self.snapshot.hashes.iter().filter_map(|(key, messages)| {
            Some(InFlight { key: name_of(key), messages: *messages, worker: self.keys.holder(key)? })
        });
        known.collect()
    }

    /// Hashes of workers that there are no more.
    fn left(&self) -> Vec<Change> {
        let left = self.snapshot.hashes.iter().filter(|(key, _)| self.keys.holder(key).is_none());
        let change = |(key, messages): (&Vec<u8>, &u64)| {
            let messages = counted(usize::try_from(*messages).unwrap_or(usize::MAX), "message");
            let what = format!("{messages} in `{}`, which no worker of the file gives back", name_of(key));
            let (variable, name) = (IN_FLIGHT, name_of(self.keys.name(key)));
            let todo = format!("start a worker once with `{variable}={name}`, until the hash is empty");
            Change::new(what)
                .details(vec!["a worker took them that has ended, or has another name now".to_owned()])
                .todo([todo])
        };
        left.map(change).collect()
    }

    /// What is no finding: lists that look like another program's, and what was not looked at.
    fn notes(&self, foreign: &[&List]) -> Vec<String> {
        let names = foreign.iter().map(|list| format!("`{}` ({})", name_of(&list.key), list.messages)).sentence();
        let foreign = (!foreign.is_empty()).then(|| {
            format!("{names}: no message of Celery's is first or last, and kombu has no binding; another program's list, or an old queue")
        });
        let more = self.snapshot.more;
        let more = (more > 0)
            .then(|| format!("and {} more that hold something and that nobody declares", counted(more, "list")));
        foreign.into_iter().chain(more).collect()
    }
}

/// Seconds of a minute.
const MINUTE: u64 = 60;

/// A time in whole minutes.
fn time(seconds: u64) -> Seconds {
    Seconds(u32::try_from(seconds / MINUTE * MINUTE).unwrap_or(u32::MAX))
}

fn at_priority(list: &OwnList<'_>) -> String {
    if list.step == 0 { format!("`{}`", list.queue) } else { format!("`{}` with priority {}", list.queue, list.step) }
}

/// What is known of some messages of a list.
#[derive(Default)]
struct Messages {
    /// How many are kombu's.
    any: usize,
    /// How many were looked at.
    seen: usize,
    /// Whether those are all.
    all: bool,
    /// How often each task is there.
    tasks: BTreeMap<String, usize>,
    /// The machines that sent them.
    senders: BTreeSet<String>,
}

impl Messages {
    fn of(list: &List) -> Self {
        let all = list.sample.len() as u64 >= list.messages;
        let mut messages = Self { seen: list.sample.len(), all, ..Self::default() };
        for message in &list.sample {
            let Ok(Value::Object(message)) = serde_json::from_slice(message) else { continue };
            if !(message.contains_key("body") && message.contains_key("properties")) {
                continue;
            }
            messages.any += 1;
            let header = |name: &str| message.get("headers").and_then(|headers| headers.get(name)?.as_str());
            if let Some(task) = header("task") {
                *messages.tasks.entry(task.to_owned()).or_default() += 1;
            }
            let sender = header("origin").and_then(|origin| origin.rsplit_once('@'));
            messages.senders.extend(sender.map(|(_, machine)| machine.to_owned()));
        }
        messages
    }

    /// In words.
    fn described(&self) -> Vec<String> {
        if self.seen == 0 {
            return vec![
                "its messages were not read: they are large or gone, or the user may not ask how large they are"
                    .to_owned(),
            ];
        }
        if self.tasks.is_empty() {
            return vec![format!("none of the {} that were read names a task", self.seen)];
        }
        let times = |count: usize| if count == 1 { String::new() } else { format!(" ({count})") };
        let tasks = self.tasks.iter().map(|(task, count)| format!("`{}`{}", shown(task), times(*count))).sentence();
        let senders = self.senders.iter().map(|sender| format!("`{}`", shown(sender))).sentence();
        let sent = (!senders.is_empty()).then(|| format!("sent by {senders}"));
        let of = if self.all { "tasks".to_owned() } else { format!("tasks of the first and last {}", self.seen) };
        let read = format!("{of}: {tasks}");
        [Some(read), sent].into_iter().flatten().collect()
    }
}

/// Which release has a queue of that name; the site's own before others.
fn known(plan: &Plan<'_>, name: &[u8]) -> Option<String> {
    let (release, service, variant) = plan.known_queue(std::str::from_utf8(name).ok()?)?;
    Some(format!("in {} it is `{}.{variant}`", release.name, service.name))
}

/// What to type so that a worker consumes a queue.
fn declaration(plan: &Plan<'_>, name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    let queue = statements::queue::STATEMENT.word;
    let by_pattern = plan.model.service_ids().find_map(|id| {
        let variant = plan.variant_of(id, name).filter(|variant| is_variant(variant))?;
        plan.model.queue(id, variant).is_none().then_some(())?;
        Some(format!("`{queue} {}.{variant}`", plan.model.service(id).name))
    });
    let named = || {
        // What `--queues` would split, or a line would not show as it is, no file can name.
        let can = !name.contains([',', ' ']) && shown(name) == name;
        let service = plan.model.services.first().filter(|_| can)?;
        Some(format!("`{queue} {}.VARIANT {}={}`", service.name, words::name::KEY.name, print::text(name)))
    };
    let statement = by_pattern.or_else(named)?;
    Some(format!(
        "a worker takes them with {statement}, or `{queue} … on=SERVICE.VARIANT` gives them to one that is there"
    ))
}
