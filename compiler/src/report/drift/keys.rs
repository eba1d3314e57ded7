//! Keys of Redis → what they are to a site: lists of its queues, what Celery itself keeps there, and the rest, which can be
//! lists of queues that nobody declares. Knows names, and no content.

use std::collections::BTreeMap;

use crate::plan::{Plan, Worker};

/// The list of one priority of a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnList<'a> {
    /// The worker that takes from it, by its index.
    pub worker: usize,
    /// The queue's name in the broker.
    pub queue: &'a str,
    /// The priority from which on tasks wait there.
    pub step: i64,
}

/// What the keys of a site are called.
#[derive(Debug)]
pub struct Keys<'a> {
    plan: &'a Plan<'a>,
    own: BTreeMap<Vec<u8>, OwnList<'a>>,
}

/// Lists that Celery keeps and whose consumers come and go: replies to commands, events, results of chords.
const CELERYS: [(&str, &str); 6] = [
    ("", ".reply.celery.pidbox"),
    ("", ".celery.pidbox"),
    ("celeryev", ""),
    ("_kombu.", ""),
    ("celery-task-meta-", ""),
    ("celery-taskset-meta-", ""),
];

/// What kombu calls the hash of all messages that were taken and not acknowledged.
const UNACKED: &str = "unacked";

impl<'a> Keys<'a> {
    /// The keys of a site's queues. kombu looks into the lists of all its priorities, whichever the file names.
    pub fn of(plan: &'a Plan<'a>) -> Self {
        let broker = &plan.model.broker;
        let mut own = BTreeMap::new();
        for (worker, of) in plan.workers.iter().enumerate() {
            for queue in &of.consumes {
                for &step in broker.steps() {
                    let priority = if step == 0 { String::new() } else { format!("{}{step}", broker.separator()) };
                    let key = [broker.key_prefix(), &queue.name, &priority].concat().into_bytes();
                    own.insert(key, OwnList { worker, queue: &queue.name, step });
                }
            }
        }
        Self { plan, own }
    }

    /// The lists of the site's queues.
    pub fn own(&self) -> impl Iterator<Item = &[u8]> {
        self.own.keys().map(Vec::as_slice)
    }

    /// The list of a key, when it is one of the site's.
    pub fn own_list(&self, key: &[u8]) -> Option<OwnList<'a>> {
        self.own.get(key).copied()
    }

    /// Whether a list is neither one of the site's nor one that Celery keeps for itself.
    pub fn is_undeclared(&self, key: &[u8]) -> bool {
        let name = self.name(key);
        let celerys =
            CELERYS.iter().any(|(start, end)| name.starts_with(start.as_bytes()) && name.ends_with(end.as_bytes()));
        !(self.own.contains_key(key) || celerys || is_reply(name))
    }

    /// A key without the broker's prefix.
    pub fn name<'k>(&self, key: &'k [u8]) -> &'k [u8] {
        key.strip_prefix(self.plan.model.broker.key_prefix().as_bytes()).unwrap_or(key)
    }

    /// What keys begin with that say which queues kombu knows. Each is a set of routing key, pattern and queue.
    pub fn bindings(&self) -> String {
        format!("{}_kombu.binding", self.plan.model.broker.key_prefix())
    }

    /// The queue of a member of such a set.
    pub fn bound<'k>(&self, member: &'k [u8]) -> &'k [u8] {
        let separator = self.plan.model.broker.separator().as_bytes();
        let at = memchr::memmem::rfind(member, separator);
        at.map_or(member, |at| &member[at + separator.len()..])
    }

    /// What the hashes begin with that hold what workers have taken.
    pub fn in_flight(&self) -> String {
        format!("{}{UNACKED}", self.plan.model.broker.key_prefix())
    }

    /// Whether a hash is one of these, be it of this site's workers or of others.
    pub fn is_in_flight(&self, key: &[u8]) -> bool {
        let rest = key.strip_prefix(self.in_flight().as_bytes());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(b"."))
    }

    /// Whose tasks a hash holds, when some worker of the site gives back what is left in it.
    pub(super) fn holder(&self, key: &[u8]) -> Option<String> {
        let name = std::str::from_utf8(self.name(key)).ok()?;
        if name == UNACKED {
            let (own, shared): (Vec<_>, Vec<_>) =
                self.plan.workers.iter().partition(|worker| worker.counts_in_flight());
            let whose = if own.is_empty() { "all workers" } else { "the workers that have no hash of their own" };
            return (!shared.is_empty()).then(|| whose.to_owned());
        }
        let counts = |worker: &&Worker<'_>| worker.counts_in_flight() && worker.unacked_key() == name;
        self.plan.workers.iter().find(counts).map(|worker| worker.workload.to_string())
    }

    /// A queue and a priority that no step of the file's has, in the name of a list.
    pub(super) fn other_step(&self, name: &[u8]) -> Option<(&'a str, String)> {
        let name = std::str::from_utf8(name).ok()?;
        let (queue, step) = name.rsplit_once(self.plan.model.broker.separator())?;
        let own = self.own.values().find(|own| own.queue == queue)?;
        step.parse::<u32>().ok().map(|step| (own.queue, step.to_string()))
    }
}

/// The queue of replies of one client (`rpc://` as result backend): a UUID.
fn is_reply(name: &[u8]) -> bool {
    let hyphens = [8, 13, 18, 23];
    name.len() == 36
        && name.iter().enumerate().all(
            |(index, byte)| {
                if hyphens.contains(&index) { *byte == b'-' } else { byte.is_ascii_hexdigit() }
            },
        )
}
