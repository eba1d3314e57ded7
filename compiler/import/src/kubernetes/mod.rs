//! Kubernetes objects → facts: the Deployments of Celery's programs, what scales them, and what stands around them. A reader
//! takes what it knows out of an object; what is left in the end, and is not what qc writes for the site, is reported.

mod alerts;
mod around;
mod autoscaler;
mod deployment;
mod formula;
mod leading;
mod noise;
mod pod;
mod scaler;
mod trigger;
mod week;

use rustc_hash::FxHashMap;

use crate::draft::Draft;
use crate::finding::{Findings, Place};
use crate::node::{Node, Value};

/// An object.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
pub(crate) struct Object {
    pub(crate) kind: String,
    pub(crate) name: String,
    /// What qc calls the object that takes its place.
    pub(crate) now: String,
    pub(crate) namespace: Option<String>,
    pub(crate) place: Place,
    /// What is left of it.
    pub(crate) tree: Node,
    /// All of it, as it was.
    pub(crate) whole: Node,
    /// The labels of its pods, as they were.
    pub(crate) pod_labels: Node,
    /// Whether it was read from a server, which fills in what is not written.
    pub(crate) live: bool,
    /// Whether qc wrote it.
    pub(crate) ours: bool,
    /// Whether it changes another object of its name.
    pub(crate) patch: bool,
    /// Whether it is one of those that a site speaks of.
    pub(crate) read: bool,
}

/// Kinds that a controller makes of others.
const MADE: [&str; 7] = ["ReplicaSet", "Pod", "Job", "ControllerRevision", "Event", "Endpoints", "EndpointSlice"];
/// The versions of the objects that are read.
const VERSIONS: [&str; 11] = [
    "v1",
    "apps/v1",
    "autoscaling.k8s.io/v1",
    "autoscaling/v1",
    "autoscaling/v2",
    "batch/v1",
    "keda.sh/v1alpha1",
    "monitoring.coreos.com/v1",
    "networking.k8s.io/v1",
    "policy/v1",
    "rbac.authorization.k8s.io/v1",
];

impl Object {
    fn new(tree: Node, patch: bool) -> Self {
        let mut tree = tree;
        let pod_labels = tree.look(".spec.template.metadata.labels").cloned().unwrap_or_else(Node::null);
        let mut whole = tree.clone();
        noise::of_server(&mut whole);
        let kind = tree.take_text(".kind").unwrap_or_default();
        tree.take_if(".apiVersion", |version| version.text().is_some_and(|version| VERSIONS.contains(&version)));
        let name = tree.take_text(".metadata.name").unwrap_or_default();
        let namespace = tree.take_text(".metadata.namespace");
        let place = Place::new(tree.at).of(format!("{kind} {name}"));
        let owned = tree.has(".metadata.ownerReferences");
        let live = noise::of_server(&mut tree);
        let ours = tree.go(".metadata.labels").is_some_and(|labels| {
            let managed = labels.entries().iter().find(|(label, _)| label == "app.kubernetes.io/managed-by");
            managed.is_some_and(|(_, by)| by.text() == Some("qc"))
        });
        let patch = patch || kind == "Deployment" && !tree.has(".spec.selector");
        // What a controller made says what its owner says.
        let kind = if owned { format!("{kind} (made by a controller)") } else { kind };
        let now = name.clone();
        Self { kind, name, now, namespace, place, tree, whole, pod_labels, live, ours, patch, read: false }
    }

    /// Notes what qc calls it. An object that qc calls otherwise stays in the cluster until somebody deletes it.
    pub(crate) fn becomes(&mut self, now: &str, findings: &mut Findings) {
        now.clone_into(&mut self.now);
        if self.name != now {
            findings.note(&self.place, format!("qc calls it `{now}`: delete this one"));
        }
    }

    /// Says that nothing of it is in the site.
    fn leave(&mut self, why: &str, findings: &mut Findings) {
        self.read = true;
        self.tree.value = Value::Null;
        findings.left_out(&self.place, format!("all of it: {why}"));
    }

    /// The name of the object that it scales or limits.
    fn target(&self) -> Option<&str> {
        [".spec.scaleTargetRef", ".spec.targetRef"].into_iter().find_map(|path| {
            let target = self.tree.look(path)?;
            let is_deployment = target.look_text(".kind").is_none_or(|kind| kind == "Deployment");
            target.look_text(".name").filter(|_| is_deployment)
        })
    }

    /// Takes what it scales or limits, a Deployment.
    fn take_target(&mut self) {
        for path in [".spec.scaleTargetRef", ".spec.targetRef"] {
            self.tree.take(&format!("{path}.name"));
            self.tree.drop_text(&format!("{path}.kind"), "Deployment");
            self.tree.drop_text(&format!("{path}.apiVersion"), "apps/v1");
        }
    }
}

/// All objects, by kind.
pub(crate) struct Objects {
    all: Vec<Object>,
    /// The worker of each Deployment's name.
    workers: FxHashMap<String, usize>,
    /// Hours in which triggers ask for pods, by worker.
    floors: Vec<(usize, Vec<week::Floor>)>,
}

/// Reads all objects; gives what is left of those that a site speaks of.
pub(crate) fn read(objects: Vec<(Node, bool)>, draft: &mut Draft, findings: &mut Findings) -> Vec<Object> {
    let all: Vec<Object> = objects.into_iter().map(|(tree, patch)| Object::new(tree, patch)).collect();
    let mut objects = Objects { all, workers: FxHashMap::default(), floors: Vec::new() };
    objects.refuse_doubles(findings);
    objects.labels(draft);
    objects.variables(draft);
    around::broker_file(&mut objects, draft, findings);
    deployment::read(&mut objects, draft, findings);
    objects.namespace(draft);
    scaler::read(&mut objects, draft, findings);
    autoscaler::read(&mut objects, draft, findings);
    week::read(&mut objects, draft, findings);
    around::read(&mut objects, draft, findings);
    alerts::read(&mut objects, draft, findings);
    trigger::blind(draft, findings);
    objects.other_namespaces(draft, findings);
    objects.pass_over(findings);
    for object in objects.all.iter_mut().filter(|object| object.read && object.live) {
        noise::filled_in(&mut object.tree);
        noise::filled_in(&mut object.whole);
    }
    objects.all.retain(|object| object.read);
    objects.all
}

impl Objects {
    /// The objects of a kind.
    fn of<'o>(&'o mut self, kind: &'o str) -> impl Iterator<Item = &'o mut Object> {
        self.all.iter_mut().filter(move |object| object.kind == kind)
    }

    /// The object of a kind and name, taken apart by `then` while the others can be looked at.
    fn names(&self, kind: &str) -> Vec<usize> {
        (0..self.all.len()).filter(|index| self.all[*index].kind == kind && !self.all[*index].read).collect()
    }

    /// Of two objects of one kind and name the first is read.
    fn refuse_doubles(&mut self, findings: &mut Findings) {
        let mut seen = rustc_hash::FxHashSet::default();
        self.all.retain(|object| {
            let key = (object.kind.clone(), object.namespace.clone(), object.name.clone(), object.patch);
            let first = seen.insert(key);
            if !first {
                findings.left_out(&object.place, "it is there twice; the first is read");
            }
            first
        });
    }

    /// Takes the labels that say nothing of a site, and its name.
    fn labels(&mut self, draft: &mut Draft) {
        for object in &mut self.all {
            let name = object.name.clone();
            for path in [
                ".metadata.labels",
                ".spec.template.metadata.labels",
                ".spec.jobTemplate.spec.template.metadata.labels",
            ] {
                let Some(labels) = object.tree.go(path).filter(|labels| matches!(labels.value, Value::Map(_))) else {
                    continue;
                };
                let site = noise::labels(labels, &name);
                if draft.name.is_none() {
                    draft.name = site;
                } else if site.is_some() && site != draft.name {
                    // Of another site: that is said.
                    labels.put("app.kubernetes.io/instance", Node::of_text(site.as_deref().unwrap_or_default()));
                }
            }
        }
    }

    /// Notes where variables are kept: URLs may have them for a password.
    fn variables(&self, draft: &mut Draft) {
        for object in self.all.iter().filter(|object| object.kind == "Deployment") {
            for container in object.tree.look_items(".spec.template.spec.containers") {
                let kept = container.look_items(".env").iter();
                let kept = kept.filter_map(|one| Some((one.look_text(".name")?.to_owned(), pod::reference(one)?)));
                draft.broker.variables.extend(kept);
            }
        }
    }

    /// A site is in one namespace: that of its first worker.
    fn namespace(&self, draft: &mut Draft) {
        let of_worker = self.all.iter().find(|object| object.read && object.namespace.is_some());
        if draft.namespace.is_none() {
            draft.namespace = of_worker.and_then(|object| object.namespace.clone());
        }
    }

    /// Says which objects are in another namespace.
    fn other_namespaces(&self, draft: &Draft, findings: &mut Findings) {
        let Some(namespace) = &draft.namespace else { return };
        for object in self.all.iter().filter(|object| object.read) {
            if let Some(other) = object.namespace.as_ref().filter(|other| *other != namespace) {
                findings.left_out(&object.place, format!("its namespace `{other}`: all of a site is in `{namespace}`"));
            }
        }
    }

    /// Says which objects are none of Celery's.
    fn pass_over(&self, findings: &mut Findings) {
        let mut by_file: Vec<(usize, Vec<String>)> = Vec::new();
        for object in self.all.iter().filter(|object| !object.read && !is_made(&object.kind)) {
            let title = crate::node::on_one_line(&format!("{} {}", object.kind, object.name));
            match by_file.iter_mut().find(|(file, _)| *file == object.place.at.file) {
                Some((_, names)) => names.push(title),
                None => by_file.push((object.place.at.file, vec![title])),
            }
        }
        for (file, names) in by_file {
            let count = if names.len() == 1 {
                "1 object is none".to_owned()
            } else {
                format!("{} objects are none", names.len())
            };
            let place = Place::new(crate::node::At::file(file));
            findings.note(&place, format!("{count} of Celery's: {}", names.join(", ")));
        }
    }
}

fn is_made(kind: &str) -> bool {
    kind.ends_with("(made by a controller)") || MADE.contains(&kind)
}
