//! What qc writes for a file, object by object, as trees: what a cluster is held against. And where in the file a line of
//! it comes from.

use std::collections::BTreeMap;

use serde_json::Value;

use super::defaults::complete;
use super::objects::{AUTOSCALER, DEPLOYMENT, SCALED_OBJECT};
use super::tree::{Step, line};
use crate::emit::origin::{self, Written};
use crate::emit::{What, manifests};
use crate::plan::{Plan, Worker};
use crate::source::{Sources, Span};
use crate::{Proved, report};

/// What a file says, ready to be compared: the objects that qc writes for it, and where its words stand.
pub struct Site<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) sources: &'a Sources,
    /// By kind and name.
    pub(super) objects: BTreeMap<(&'static str, String), Built>,
}

/// An object that qc writes.
pub(super) struct Built {
    text: String,
    /// The word that each line comes from.
    words: Vec<Option<Written>>,
    /// What the text says, with what holds unsaid.
    pub(super) tree: Value,
}

/// Who says what stands somewhere in an object.
pub(super) enum Says {
    /// A word of the file, with its place.
    File { word: String, place: String },
    /// Qc, by itself.
    Qc,
    /// Nobody: it is a default.
    Nobody,
}

impl<'a> Site<'a> {
    /// Builds a site. `read` reads YAML, as whoever has read the cluster reads it.
    pub fn of(proved: Proved<'a>, sources: &'a Sources, read: &dyn Fn(&str) -> Option<Value>) -> Self {
        let mut objects = BTreeMap::new();
        manifests::write(proved, |document| {
            let What::Object { kind, name } = document.what else { return };
            let kinds = [DEPLOYMENT, SCALED_OBJECT, AUTOSCALER];
            let Some(kind) = kinds.into_iter().find(|known| *known == kind) else { return };
            let Some(mut tree) = read(document.text) else { return };
            complete(kind, &mut tree);
            let built = Built { text: document.text.to_owned(), words: origin::words(proved.plan(), document), tree };
            objects.insert((kind, name.to_owned()), built);
        });
        Self { plan: proved.plan(), sources, objects }
    }

    /// The worker of a name.
    pub(super) fn worker(&self, name: &str) -> Option<&'a Worker<'a>> {
        self.plan.workers.iter().find(|worker| worker.workload == name)
    }

    /// The object of a kind and name.
    pub(super) fn object(&self, kind: &'static str, name: &str) -> Option<&Built> {
        self.objects.get(&(kind, name.to_owned()))
    }

    /// Who says what stands there in an object.
    pub(super) fn says(&self, built: &Built, path: &[Step]) -> Says {
        let Some(line) = line(&built.text, path) else { return Says::Nobody };
        let Some(Some(written)) = built.words.get(line) else { return Says::Qc };
        let word = self.sources.slice(written.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let word = if written.clause.is_empty() { word } else { format!("{} {word}", written.clause) };
        Says::File { word, place: self.place(written.span) }
    }

    /// Where the file declares a Deployment; nothing where it does not name it.
    pub(super) fn place_of(&self, deployment: &str) -> String {
        let worker = self.worker(deployment).map(|worker| self.plan.place(worker));
        let around = || self.plan.deployments_around().into_iter().find(|(name, _)| name == deployment);
        let span = worker.or_else(|| around().map(|(_, span)| span)).filter(|span| !span.is_empty());
        span.map_or_else(String::new, |span| format!("; the file declares it, {}", self.place(span)))
    }

    fn place(&self, span: Span) -> String {
        let file = self.sources.at(span.start);
        format!("{}:{}", file.name(), file.position(span.start).line)
    }

    /// How to speak with the cluster about the site.
    pub(super) fn kubectl(&self, what: &str) -> String {
        report::kubectl(self.plan, what)
    }

    /// How many tasks are sent to a queue.
    pub(super) fn tasks_sent_to(&self, queue: &str) -> usize {
        let plan = self.plan;
        let ways = plan.ways.iter().filter(|way| plan.broker_name(way.service, way.variant) == queue);
        let mut tasks: Vec<&str> = ways.map(|way| way.task).collect();
        tasks.dedup();
        tasks.len()
    }
}
