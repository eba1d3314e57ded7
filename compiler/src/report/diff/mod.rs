//! Two proved sites → what changes for who runs them: tasks that wait elsewhere, queues that gain or lose their consumer,
//! workers that come, go or are renamed, scaling, pods that are replaced. In words, with what there is to do. Knows
//! neither files nor formats.

mod pods;
mod queues;
mod settings;
mod tasks;
mod workers;
pub mod written;

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::totals;
use crate::Proved;
use crate::emit::{What, manifests, settings as of_senders};
use crate::model::Broker;
use crate::plan::{Plan, Worker};

/// What changes about one thing.
#[derive(Debug, Serialize)]
pub struct Section {
    /// The thing.
    pub about: Cow<'static, str>,
    /// Its changes, at least one.
    pub changes: Vec<Change>,
}

/// Something that changes.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What, in one line.
    pub what: String,
    /// What it consists of, a line each.
    pub details: Vec<String>,
    /// What there is to do about it, in this order.
    pub todo: Vec<String>,
}

impl Change {
    pub(super) fn new(what: String) -> Self {
        Self { what, ..Self::default() }
    }

    pub(super) fn details(mut self, details: Vec<String>) -> Self {
        self.details.extend(details);
        self
    }

    pub(super) fn todo(self, todo: impl IntoIterator<Item = String>) -> Self {
        Self { todo: todo.into_iter().collect(), ..self }
    }
}

/// Everything that changes from one site to another; empty when nothing does.
pub fn changes(old: Proved<'_>, new: Proved<'_>) -> Vec<Section> {
    let (old, new) = (Site::of(old), Site::of(new));
    let sections = [
        ("tasks", tasks::changes(&old, &new)),
        ("queues", queues::changes(&old, &new)),
        ("workers", workers::changes(&old, &new)),
        ("scaling", settings::of_scaling(&old, &new)),
        ("configuration", settings::of_pods(&old, &new)),
        ("restarts", pods::restarts(&old, &new)),
        ("objects", pods::others(&old, &new)),
        ("broker", broker(&old, &new)),
        ("senders", senders(&old, &new)),
        ("totals", totals(&old, &new)),
    ];
    let said = sections.into_iter().filter(|(_, changes)| !changes.is_empty());
    said.map(|(about, changes)| Section { about: about.into(), changes }).collect()
}

/// A site with what is written for it.
struct Site<'p> {
    plan: &'p Plan<'p>,
    /// Objects by kind and name.
    objects: BTreeMap<(String, String), String>,
    /// The Django settings.
    settings: String,
    /// Its workers by their names.
    by_name: FxHashMap<&'p str, &'p Worker<'p>>,
    /// Its workers by the queues that they are declared for, as the file names these.
    by_queue: FxHashMap<String, &'p Worker<'p>>,
    /// The worker of each queue that has one, by their names.
    consumers: BTreeMap<&'p str, &'p str>,
}

impl<'p> Site<'p> {
    fn of(proved: Proved<'p>) -> Self {
        let plan = proved.plan();
        let consumed = |worker: &'p Worker<'p>| worker.consumes.iter().map(|queue| (&*queue.name, &*worker.workload));
        let mut site = Self {
            plan,
            objects: BTreeMap::new(),
            settings: String::new(),
            by_name: plan.workers.iter().map(|worker| (&*worker.workload, worker)).collect(),
            by_queue: plan.workers.iter().map(|worker| (plan.declared_as(worker), worker)).collect(),
            consumers: plan.workers.iter().flat_map(consumed).collect(),
        };
        manifests::write(proved, |document| {
            if let What::Object { kind, name } = document.what {
                site.objects.insert((kind.to_owned(), name.to_owned()), document.text.to_owned());
            }
        });
        // What the file is called after is a comment.
        of_senders::write(proved, |document| site.settings += document.text.split_once('\n').map_or("", |text| text.1));
        site
    }

    /// The worker of a name.
    fn worker(&self, workload: &str) -> Option<&'p Worker<'p>> {
        self.by_name.get(workload).copied()
    }

    /// The worker that was declared for the same queue.
    fn counterpart(&self, other: &Site<'_>, worker: &Worker<'_>) -> Option<&'p Worker<'p>> {
        self.by_queue.get(&other.plan.declared_as(worker)).copied()
    }

    /// How to speak with the cluster about the site.
    fn kubectl(&self, what: &str) -> String {
        super::kubectl(self.plan, what)
    }

    /// How to see whether a list is empty.
    fn length_of(&self, list: &str) -> String {
        let broker = &self.plan.model.broker;
        if broker.is_redis() {
            return format!("`redis-cli -n {} LLEN '{}{list}'`", broker.db(), broker.key_prefix());
        }
        format!("`rabbitmqctl list_queues -p '{}' name messages`", broker.vhost())
    }
}

/// Both sites' workers of the same name.
fn kept<'a>(old: &'a Site<'_>, new: &'a Site<'_>) -> impl Iterator<Item = (&'a Worker<'a>, &'a Worker<'a>)> {
    old.plan.workers.iter().filter_map(|was| Some((was, new.worker(&was.workload)?)))
}

/// Where tasks wait: what is left in the old place nobody moves.
fn broker(old: &Site<'_>, new: &Site<'_>) -> Vec<Change> {
    let (was, is) = (place(&old.plan.model.broker), place(&new.plan.model.broker));
    if was == is {
        return Vec::new();
    }
    let todo = [
        "stop what sends tasks, and let the workers empty the old queues".to_owned(),
        "then apply the new file, and start the senders with the new broker".to_owned(),
    ];
    vec![Change::new(format!("tasks wait in {is}, and no longer in {was}")).todo(todo)]
}

fn place(broker: &Broker<'_>) -> String {
    let (kind, host, port) = (broker.kind.title(), broker.host(), broker.port());
    if broker.is_redis() {
        let prefix = Some(broker.key_prefix()).filter(|prefix| !prefix.is_empty());
        let prefix = prefix.map_or_else(String::new, |prefix| format!(" under `{prefix}`"));
        return format!("{kind} at `{host}:{port}`, database {}{prefix}", broker.db());
    }
    format!("{kind} at `{host}:{port}`, vhost `{}`", broker.vhost())
}

/// What LMS, CMS and every other process that sends tasks has to know.
fn senders(old: &Site<'_>, new: &Site<'_>) -> Vec<Change> {
    if old.settings == new.settings {
        return Vec::new();
    }
    let todo = "apply the workers first; then put in what `qc build --target settings` writes, and restart all that send \
                tasks, workers among them";
    vec![Change::new("the Django settings change".to_owned()).todo([todo.to_owned()])]
}

/// What the site needs, where that changes.
fn totals(old: &Site<'_>, new: &Site<'_>) -> Vec<Change> {
    let (was, is) = (totals::table(old.plan).total.cells, totals::table(new.plan).total.cells);
    let columns = totals::COLUMNS.iter().zip(was.iter().zip(&is)).filter(|(_, (was, is))| was != is);
    columns.map(|((column, _), (was, is))| Change::new(format!("{}: {was} → {is}", column.to_lowercase()))).collect()
}
