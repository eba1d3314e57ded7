//! Deployments: those of the file that are missing or differ, and those that run Celery and that the file does not know.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::built::{Built, Says, Site};
use super::commands::{WORKER, program, queues};
use super::compare::{Difference, differences};
use super::defaults::{complete, pull_policy};
use super::objects::{AUTOSCALER, Cluster, DEPLOYMENT, SCALED_OBJECT, is_ours, ready, replicas, target};
use super::shown::shown;
use super::tree::{Step, at, is, text};
use super::{fields, scalers};
use crate::plan::Worker;
use crate::report::diff::{Change, Section};
use crate::rules::words::{Sentence as _, counted};

/// The label by which qc's selectors find a worker's pods.
const NAME: &str = "app.kubernetes.io/name";

/// A site beside what a cluster has.
pub(super) struct Both<'a> {
    pub(super) site: &'a Site<'a>,
    pub(super) cluster: &'a Cluster,
    /// By queue the Deployments whose workers take tasks from it.
    consumers: BTreeMap<String, Vec<&'a str>>,
}

impl<'a> Both<'a> {
    pub(super) fn new(site: &'a Site<'a>, cluster: &'a Cluster) -> Self {
        let mut consumers: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (name, deployment) in cluster.deployments.iter().filter(|(name, _)| is_awake(cluster, name)) {
            for queue in queues(deployment).into_iter().flatten() {
                consumers.entry(queue).or_default().push(name);
            }
        }
        Self { site, cluster, consumers }
    }

    /// What there is to say, by Deployment: those of the workers, then the others of the file, then what it does not know.
    pub(super) fn sections(&self) -> Vec<Section> {
        let workers = self.site.plan.workers.iter().map(|worker| &*worker.workload);
        let others = self.site.objects.keys().filter(|(kind, _)| *kind == DEPLOYMENT).map(|(_, name)| name.as_str());
        let others = others.filter(|name| self.site.worker(name).is_none());
        let known = workers.chain(others).map(|name| (name, self.of_file(name)));
        let unknown = self.unknown().into_iter().map(|name| (name, vec![self.undeclared(name)]));
        let left = self.left_scalers();
        let said = known.chain(unknown).chain(left).filter(|(_, changes)| !changes.is_empty());
        said.map(|(name, changes)| Section { about: format!("`{}`", shown(name)).into(), changes }).collect()
    }

    fn of_file(&self, name: &str) -> Vec<Change> {
        let Some(built) = self.site.object(DEPLOYMENT, name) else { return Vec::new() };
        let worker = self.site.worker(name);
        let Some(live) = self.cluster.deployments.get(name) else {
            let missing = Change::new(format!("it is missing{}", self.site.place_of(name)));
            let idle = worker.map(|worker| self.not_consumed(worker, name)).unwrap_or_default();
            return vec![missing.details(idle)];
        };
        let mut changes: Vec<Change> = self.replicas(name, built, live).into_iter().collect();
        changes.extend(self.differences(name, built, live));
        changes.extend(scalers::changes(self, name, worker));
        changes
    }

    fn differences(&self, name: &str, built: &Built, live: &Value) -> Vec<Change> {
        let (mut live, worker) = (live.clone(), self.site.worker(name));
        complete(DEPLOYMENT, &mut live);
        let mut ours = subject(&built.tree);
        if !self.says_image(name) {
            run_image_of(&mut ours, &live);
        }
        let found = differences(&ours, &subject(&live));
        let added = self.added(name, &found);
        let moved = found.iter().position(is_about_queues);
        let changes = found.iter().enumerate().map(|(index, difference)| {
            let mut change = fields::change(self.site, DEPLOYMENT, built, worker, difference);
            if moved == Some(index) {
                change.details.extend(worker.map(|worker| self.not_consumed(worker, name)).unwrap_or_default());
                change.details.extend(worker.map(|worker| self.consumed_too(worker, &live)).unwrap_or_default());
            }
            change
        });
        let mut changes: Vec<Change> = changes.collect();
        if let Some(last) = changes.last_mut() {
            last.todo.extend(added);
        }
        changes
    }

    /// Whether the file says which image a Deployment runs; where it does not, the installation's own is as good as the
    /// release's.
    fn says_image(&self, name: &str) -> bool {
        let plan = self.site.plan;
        let beat = || plan.model.beats.iter().find(|beat| plan.beat_name(beat) == name);
        match (self.site.worker(name), beat()) {
            (Some(worker), _) => plan.said_image(worker).is_some(),
            (None, Some(beat)) => plan.said_beat_image(beat).is_some(),
            (None, None) => true,
        }
    }

    /// What `kubectl apply` leaves as it is: it takes away only what it has written itself.
    fn added(&self, name: &str, found: &[Difference]) -> Option<String> {
        let in_lists = |path: &[Step]| path.iter().any(|step| ["args", "command"].contains(&step.name()));
        let added: Vec<&Difference> = found.iter().filter(|one| one.ours.is_none() && !in_lists(&one.path)).collect();
        let variable = |one: &&Difference| match one.path.as_slice() {
            [.., Step::Key(list), Step::Item { label, .. }] if list == "env" => Some(format!("{label}-")),
            _ => None,
        };
        let variables: Vec<String> = added.iter().filter_map(variable).collect();
        let command = match variables.len() {
            0 if added.is_empty() => return None,
            number if number == added.len() => {
                self.site.kubectl(&format!("set env deployment/{name} {}", shown(&variables.join(" "))))
            }
            _ => self.site.kubectl(&format!("edit deployment {name}")),
        };
        Some(format!("take out what the file does not have, which `kubectl apply` leaves there: {command}"))
    }

    fn replicas(&self, name: &str, built: &Built, live: &Value) -> Option<Change> {
        let path = || vec![Step::Key("spec".to_owned()), Step::Key("replicas".to_owned())];
        let (has, worker) = (replicas(live), self.site.worker(name));
        let change = match at(&built.tree, &["spec", "replicas"]).and_then(Value::as_i64) {
            // What another scaler does is said of that.
            Some(says) if says == has || self.cluster.scalers_of(name).next().is_some() => return None,
            Some(says) => {
                let difference = Difference { path: path(), ours: Some(json!(says)), theirs: Some(json!(has)) };
                fields::change(self.site, DEPLOYMENT, built, worker, &difference)
            }
            None => self.asleep(name, has)?,
        };
        let idle = worker.filter(|_| has == 0).map(|worker| self.not_consumed(worker, name)).unwrap_or_default();
        Some(change.details(idle))
    }

    /// A worker with a scaler that has no pod, where the file says that there is always one.
    fn asleep(&self, name: &str, has: i64) -> Option<Change> {
        let limits = [(SCALED_OBJECT, "minReplicaCount"), (AUTOSCALER, "minReplicas")];
        // Of one that is paused is spoken there.
        if self.cluster.scalers_of(name).any(|(_, _, scaler)| scalers::paused(scaler).is_some()) {
            return None;
        }
        let (scaler, limit) = limits.into_iter().find_map(|(kind, key)| Some((self.site.object(kind, name)?, key)))?;
        let fewest =
            at(&scaler.tree, &["spec", limit]).and_then(Value::as_i64).filter(|fewest| *fewest > has && has == 0)?;
        let path = [Step::Key("spec".to_owned()), Step::Key(limit.to_owned())];
        let by = match self.site.says(scaler, &path) {
            Says::File { word, place } => format!("by `{}`, {place},", shown(&word)),
            Says::Qc | Says::Nobody => "unsaid".to_owned(),
        };
        let what = format!("`replicas` is `0`; {by} it is at least {fewest}");
        Some(Change::new(what).todo([self.site.kubectl(&format!("scale deployment {name} --replicas={fewest}"))]))
    }

    /// The queues of a worker that it does not consume in the cluster, and who does.
    pub(super) fn not_consumed(&self, worker: &Worker<'_>, name: &str) -> Vec<String> {
        let lost = worker.consumes.iter().filter_map(|queue| {
            let consumers = self.consumers.get(&*queue.name).map_or(&[][..], Vec::as_slice);
            let others = consumers.iter().map(|other| format!("`{}`", shown(other))).sentence();
            match (consumers, self.site.tasks_sent_to(&queue.name)) {
                (consumers, _) if consumers.contains(&name) => None,
                ([], 0) => Some(format!("nobody consumes `{}`", queue.name)),
                ([], 1) => Some(format!("nobody consumes `{}`, and 1 task is sent there", queue.name)),
                ([], tasks) => Some(format!("nobody consumes `{}`, and {tasks} tasks are sent there", queue.name)),
                _ => Some(format!("`{}` is consumed by {others} instead", queue.name)),
            }
        });
        lost.collect()
    }

    /// The queues that a worker consumes in the cluster beyond those of the file.
    fn consumed_too(&self, worker: &Worker<'_>, live: &Value) -> Vec<String> {
        let own: BTreeSet<&str> = worker.consumes.iter().map(|queue| &*queue.name).collect();
        let more = queues(live).into_iter().flatten().filter(|queue| !own.contains(queue.as_str()));
        more.map(|queue| format!("it consumes {}", self.of_whom(&queue))).collect()
    }

    /// A queue with the worker that has it in the file.
    fn of_whom(&self, queue: &str) -> String {
        let workers = &self.site.plan.workers;
        let owner = workers.iter().find(|worker| worker.consumes.iter().any(|own| own.name == queue));
        let owner = owner.map_or_else(
            || ", which no worker of the file does".to_owned(),
            |worker| format!(", and takes its tasks from `{}`", worker.workload),
        );
        format!("`{}`{owner}", shown(queue))
    }

    /// Deployments that run Celery, or that qc has written once, and that the file does not have.
    fn unknown(&self) -> Vec<&'a str> {
        let runs = |(_, deployment): &(&String, &Value)| program(deployment).is_some() || is_ours(deployment);
        let unknown = self.cluster.deployments.iter().filter(runs).map(|(name, _)| name.as_str());
        unknown.filter(|name| self.site.object(DEPLOYMENT, name).is_none()).collect()
    }

    fn undeclared(&self, name: &str) -> Change {
        let live = &self.cluster.deployments[name];
        let what = match program(live).as_deref() {
            Some(WORKER) => "the file does not have this worker".to_owned(),
            Some(program) => format!("the file does not have this Deployment, which runs `celery {program}`"),
            None => "the file does not have this Deployment any more, which qc wrote".to_owned(),
        };
        let has = format!("it has {}", pods(replicas(live)));
        let consumes = queues(live).into_iter().flatten().map(|queue| format!("it consumes {}", self.of_whom(&queue)));
        let scalers: Vec<_> = self.cluster.scalers_of(name).collect();
        let scaled = scalers.iter().map(|(kind, scaler, _)| format!("{kind} `{}` scales it", shown(scaler)));
        let delete = |kind: &str, name: &str| {
            self.site.kubectl(&format!("delete {} {}", kind.to_ascii_lowercase(), shown(name)))
        };
        let deletes = scalers.iter().map(|(kind, scaler, _)| delete(kind, scaler)).chain([delete(DEPLOYMENT, name)]);
        let todo = format!("declare it in the file, or take it away: {}", deletes.collect::<Vec<_>>().join(", then "));
        Change::new(what).details([has].into_iter().chain(consumes).chain(scaled).collect()).todo([todo])
    }

    /// Scalers that qc has written once, of Deployments that are neither in the file nor in the cluster.
    fn left_scalers(&self) -> Vec<(&'a str, Vec<Change>)> {
        let is_left = |scaler: &Value| {
            let target = target(scaler).unwrap_or_default();
            is_ours(scaler)
                && self.site.object(DEPLOYMENT, target).is_none()
                && !self.cluster.deployments.contains_key(target)
        };
        let left = self.cluster.scalers.iter().filter(|(_, scaler)| is_left(scaler));
        let left = left.map(|((kind, name), _)| {
            let what = format!("the file does not have this {kind} any more, which qc wrote");
            let delete = self.site.kubectl(&format!("delete {} {}", kind.to_ascii_lowercase(), shown(name)));
            (name.as_str(), vec![Change::new(what).todo([delete])])
        });
        left.collect()
    }

    /// Why no pod of a worker takes tasks, where that is so.
    pub(super) fn idle(&self, name: &str) -> Option<String> {
        let Some(live) = self.cluster.deployments.get(name) else {
            return Some(format!("there is no Deployment `{name}`"));
        };
        match (replicas(live), ready(live)) {
            (0, _) if !is_awake(self.cluster, name) => Some(format!("`{name}` has no pod, and nothing starts one")),
            (1.., Some(0)) => Some(format!("no pod of `{name}` is ready")),
            _ => None,
        }
    }

    /// How many pods of a worker there are, and are ready.
    pub(super) fn pods(&self, name: &str) -> String {
        let Some(live) = self.cluster.deployments.get(name) else { return "none".to_owned() };
        match (replicas(live), ready(live)) {
            (wanted @ 1.., Some(ready)) if ready != wanted => format!("{ready} of {wanted}"),
            (wanted, _) => wanted.to_string(),
        }
    }
}

/// Whether a Deployment has pods, or has something that gives it some. Nothing starts the first pod but KEDA.
fn is_awake(cluster: &Cluster, name: &str) -> bool {
    let starts = |(kind, _, scaler): (&str, &str, &Value)| kind == SCALED_OBJECT && scalers::paused(scaler).is_none();
    cluster.deployments.get(name).is_some_and(|live| replicas(live) > 0) || cluster.scalers_of(name).any(starts)
}

pub(super) fn pods(number: i64) -> String {
    counted(usize::try_from(number).unwrap_or_default(), "pod")
}

/// What is compared of a Deployment: not the selector, which nobody can change and installations extend; not the number of
/// pods, of which there is more to say; and of all metadata the label that selectors of qc's look for.
fn subject(deployment: &Value) -> Value {
    let mut spec = deployment["spec"].clone();
    let name = text(&spec, &["template", "metadata", "labels", NAME]).map(str::to_owned);
    if let Some(map) = spec.as_object_mut() {
        map.remove("selector");
        map.remove("replicas");
    }
    if let Some(template) = spec.get_mut("template").and_then(Value::as_object_mut) {
        template.insert("metadata".to_owned(), json!({"labels": {NAME: name}}));
    }
    json!({"spec": spec})
}

/// Puts the image that another Deployment runs into the first container.
fn run_image_of(ours: &mut Value, live: &Value) {
    let image = live.pointer("/spec/template/spec/containers/0/image").and_then(Value::as_str);
    let container = ours.pointer_mut("/spec/template/spec/containers/0").and_then(Value::as_object_mut);
    if let (Some(image), Some(container)) = (image, container) {
        container.insert("image".to_owned(), json!(image));
        container.insert("imagePullPolicy".to_owned(), json!(pull_policy(image)));
    }
}

/// Whether a difference decides which queues a worker consumes.
fn is_about_queues(difference: &Difference) -> bool {
    let [before @ .., Step::Item { label, .. }] = difference.path.as_slice() else { return false };
    let option = ["--queues", "-Q"].iter().any(|option| label.starts_with(option));
    option && before.last().is_some_and(|step| is(std::slice::from_ref(step), &["args"]))
}
