//! [`Plan`] → [`Graph`]: senders, tasks, queues, workers and scalers, and the ways between them, and from there the
//! picture and its texts. Total, for a site with errors too. Knows no coordinates: [`layout`] does, and [`svg`] writes.

pub mod dot;
mod groups;
pub mod layout;
pub mod mermaid;
pub mod svg;
pub mod text;
mod tracks;
mod words;
mod xml;

use std::hash::Hash;
use std::iter;

use rustc_hash::FxHashMap;

use crate::language::statements::queue;
use crate::model::ServiceId;
use crate::plan::Plan;
use crate::plan::totals::lines;
use crate::source::Span;
use groups::{Fate, Group, QueueId};

/// A site as nodes and edges, from senders to scalers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graph {
    /// The site's name.
    pub name: String,
    /// One sentence that says how the site stands.
    pub status: String,
    /// Every node, by kind; inside of a kind in the order of the plan.
    pub nodes: Vec<Node>,
    /// Every edge, each to a later rank.
    pub edges: Vec<Edge>,
    /// How many groups of tasks there are. A group is tasks that one sender sends to one queue with one outcome: what
    /// the picture lights together. Nodes and edges name those that pass by their index.
    pub groups: usize,
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A service that sends tasks.
    Sender,
    /// Tasks of one sender that take the same way.
    Tasks,
    /// A queue in the broker.
    Queue,
    /// A worker.
    Worker,
    /// Where ways end that reach no worker.
    Nowhere,
    /// What decides how many pods a worker has.
    Scaler,
}

impl Kind {
    /// Its column, from the left.
    pub const fn rank(self) -> usize {
        match self {
            Self::Sender => 0,
            Self::Tasks => 1,
            Self::Queue => 2,
            Self::Worker | Self::Nowhere => 3,
            Self::Scaler => 4,
        }
    }

    /// Its name in the picture's classes.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Sender => "sender",
            Self::Tasks => "tasks",
            Self::Queue => queue::STATEMENT.word,
            Self::Worker => "worker",
            Self::Nowhere => "nowhere",
            Self::Scaler => "scaler",
        }
    }
}

/// What stands over the columns.
pub const HEADS: [&str; 5] = ["sent by", "tasks", "wait in", "run by", "scaled by"];

/// A box of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// What else stands in it, below the name; perhaps nothing.
    pub note: String,
    /// What stands behind the name; perhaps nothing.
    pub count: String,
    /// Everything there is to say about it, in full, a line each.
    pub title: Vec<String>,
    /// Where the file says so.
    pub span: Option<Span>,
    /// The groups that pass it.
    pub groups: Vec<usize>,
    /// Whether tasks stop here, or would run nowhere.
    pub broken: bool,
}

/// A line of the picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The node where it begins.
    pub from: usize,
    /// The node where it ends.
    pub to: usize,
    /// How many ways take it.
    pub ways: usize,
    /// The groups that take it.
    pub groups: Vec<usize>,
    /// Whether these ways reach no worker.
    pub broken: bool,
}

/// Makes the graph of a site.
pub fn graph<'a>(plan: &'a Plan<'a>) -> Graph {
    let groups = groups::groups(plan);
    let mut site = Site::new(plan, groups.len());
    let nodes = Nodes {
        senders: site.senders(&groups),
        tasks: site.add(groups.iter().map(words::tasks)),
        queues: site.queues(&groups),
        workers: site.add(plan.workers.iter().map(|worker| words::worker(plan, worker))),
        ends: site.ends(&groups),
        scalers: site
            .add(plan.workers.iter().zip(lines(plan)).map(|(worker, line)| words::scaler(worker, line.scaled_by.1))),
    };
    for (index, worker) in plan.workers.iter().enumerate() {
        for queue in &worker.consumes {
            site.edge(nodes.queues[&(queue.service, &*queue.variant)], nodes.workers + index);
        }
        site.edge(nodes.workers + index, nodes.scalers + index);
    }
    for (index, group) in groups.iter().enumerate() {
        site.pass(&nodes.way(index, group), index, group);
        if let (Fate::NoPods, Some(worker)) = (group.fate, group.worker) {
            site.graph.nodes[nodes.workers + worker].broken = true;
        }
    }
    site.graph
}

/// Where in the graph each node is.
struct Nodes<'a> {
    senders: FxHashMap<ServiceId, usize>,
    /// The first of the groups.
    tasks: usize,
    queues: FxHashMap<QueueId<'a>, usize>,
    /// The first of the workers.
    workers: usize,
    ends: FxHashMap<(QueueId<'a>, Fate), usize>,
    /// The first of the scalers.
    scalers: usize,
}

impl Nodes<'_> {
    /// The nodes that a group passes, from the left.
    fn way(&self, index: usize, group: &Group<'_>) -> Vec<usize> {
        let mut way = vec![self.senders[&group.sender], self.tasks + index, self.queues[&group.queue]];
        match group.worker {
            Some(worker) if group.fate == Fate::Runs => way.extend([self.workers + worker, self.scalers + worker]),
            _ => way.push(self.ends[&(group.queue, group.fate)]),
        }
        way
    }
}

/// A graph that is being made.
struct Site<'a> {
    plan: &'a Plan<'a>,
    graph: Graph,
    /// Where in the graph the edge between two nodes is.
    edges: FxHashMap<(usize, usize), usize>,
}

impl<'a> Site<'a> {
    fn new(plan: &'a Plan<'a>, groups: usize) -> Self {
        let graph = Graph {
            name: plan.model.site.name.to_string(),
            status: plan.status(),
            nodes: Vec::new(),
            edges: Vec::new(),
            groups,
        };
        Self { plan, graph, edges: FxHashMap::default() }
    }

    /// Adds nodes and says where the first of them is.
    fn add(&mut self, nodes: impl Iterator<Item = Node>) -> usize {
        let first = self.graph.nodes.len();
        self.graph.nodes.extend(nodes);
        first
    }

    /// Adds a node for each thing that has none yet, and says where they are.
    fn each<K: Eq + Hash>(&mut self, things: impl Iterator<Item = (K, Node)>) -> FxHashMap<K, usize> {
        let mut nodes = FxHashMap::default();
        for (key, node) in things {
            nodes.entry(key).or_insert_with(|| self.add(iter::once(node)));
        }
        nodes
    }

    /// The services that send something, in the order of the model.
    fn senders(&mut self, groups: &[Group<'a>]) -> FxHashMap<ServiceId, usize> {
        let plan = self.plan;
        let mut ways = vec![None; plan.model.services.len()];
        for group in groups {
            *ways[group.sender.0 as usize].get_or_insert(0) += group.tasks.len();
        }
        let senders = plan.model.service_ids().zip(ways).filter_map(|(id, ways)| Some((id, ways?)));
        self.each(senders.map(|(id, ways)| (id, words::sender(plan, id, ways))))
    }

    /// First the queues that workers consume, by worker, then those that nothing does.
    fn queues(&mut self, groups: &[Group<'a>]) -> FxHashMap<QueueId<'a>, usize> {
        let plan = self.plan;
        let consumed = plan.workers.iter().flat_map(|worker| &worker.consumes);
        let consumed = consumed.map(|queue| (queue.service, &*queue.variant));
        let queues = consumed.chain(groups.iter().map(|group| group.queue));
        self.each(queues.map(|queue| (queue, words::queue(plan, queue))))
    }

    /// Where ways end that reach no worker: one end for each queue and reason.
    fn ends(&mut self, groups: &[Group<'a>]) -> FxHashMap<(QueueId<'a>, Fate), usize> {
        let plan = self.plan;
        let lost = groups.iter().filter(|group| group.fate != Fate::Runs);
        self.each(lost.map(|group| ((group.queue, group.fate), words::end(plan, group))))
    }

    /// The edge between two nodes.
    fn edge(&mut self, from: usize, to: usize) -> usize {
        let edges = &mut self.graph.edges;
        *self.edges.entry((from, to)).or_insert_with(|| {
            edges.push(Edge { from, to, ways: 0, groups: Vec::new(), broken: false });
            edges.len() - 1
        })
    }

    /// Notes the way of a group at the nodes and edges on it.
    fn pass(&mut self, way: &[usize], index: usize, group: &Group<'_>) {
        for &node in way {
            self.graph.nodes[node].groups.push(index);
        }
        for pair in way.windows(2) {
            let edge = self.edge(pair[0], pair[1]);
            let edge = &mut self.graph.edges[edge];
            edge.ways += group.tasks.len();
            edge.groups.push(index);
            edge.broken = group.fate != Fate::Runs;
        }
    }
}
