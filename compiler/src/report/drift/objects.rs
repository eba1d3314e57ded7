//! What a cluster has: documents as somebody else has read them → Deployments and scalers of one namespace. Knows the form
//! of a `List` and who makes which autoscaler, and nothing of what is in a Deployment.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::shown::shown;
use super::tree::{at, text};

/// A kind of object that is compared, in the version that is read.
struct Kind {
    name: &'static str,
    group: &'static str,
    version: &'static str,
}

const KINDS: [Kind; 3] = [
    Kind { name: DEPLOYMENT, group: "apps", version: "v1" },
    Kind { name: SCALED_OBJECT, group: "keda.sh", version: "v1alpha1" },
    Kind { name: AUTOSCALER, group: "autoscaling", version: "v2" },
];

pub(super) const DEPLOYMENT: &str = "Deployment";
pub(super) const SCALED_OBJECT: &str = "ScaledObject";
pub(super) const AUTOSCALER: &str = "HorizontalPodAutoscaler";

/// The Deployments and scalers of a namespace.
#[derive(Debug, Default)]
pub struct Cluster {
    /// Deployments by their names.
    pub(super) deployments: BTreeMap<String, Value>,
    /// Scalers by kind and name, without those that KEDA makes itself.
    pub(super) scalers: BTreeMap<(&'static str, String), Value>,
}

impl Cluster {
    /// Takes from documents (objects, or lists of objects) what belongs into a namespace. An object that says no
    /// namespace belongs into any.
    ///
    /// # Errors
    /// A sentence, when there is no object among them, none of that namespace, or one in a version that is not read.
    pub fn of(documents: Vec<Value>, namespace: &str) -> Result<Self, String> {
        let mut reader = Reader { namespace, cluster: Self::default(), here: 0, elsewhere: BTreeSet::new() };
        let mut read = 0;
        for document in documents {
            read += reader.document(document)?;
        }
        if read == 0 {
            return Err("there is no object of Kubernetes in it".to_owned());
        }
        match reader.elsewhere.first() {
            Some(other) if reader.here == 0 => Err(format!(
                "all that is in it is of another namespace (`{}`), and the file is for `{namespace}`",
                shown(other)
            )),
            _ => Ok(reader.cluster),
        }
    }

    /// The scalers of a Deployment.
    pub(super) fn scalers_of(&self, deployment: &str) -> impl Iterator<Item = (&'static str, &str, &Value)> {
        let scalers = self.scalers.iter().filter(move |(_, scaler)| target(scaler) == Some(deployment));
        scalers.map(|((kind, name), scaler)| (*kind, name.as_str(), scaler))
    }
}

struct Reader<'a> {
    namespace: &'a str,
    cluster: Cluster,
    /// How many objects of the namespace were read.
    here: usize,
    /// The other namespaces.
    elsewhere: BTreeSet<String>,
}

impl Reader<'_> {
    /// Reads a document; gives how many objects it is.
    fn document(&mut self, mut document: Value) -> Result<usize, String> {
        let Some(kind) = text(&document, &["kind"]).map(str::to_owned) else { return Ok(0) };
        if kind == "Status" {
            let message = text(&document, &["message"]).unwrap_or("no reason is given");
            return Err(format!("it is no answer but an error of the cluster's: {}", shown(message)));
        }
        if let Some(Value::Array(items)) = document.get_mut("items").filter(|_| kind.ends_with("List")).map(Value::take)
        {
            // An empty list is an answer too.
            let items = items.into_iter().map(|item| self.document(item)).collect::<Result<Vec<_>, _>>()?;
            return Ok(items.into_iter().sum::<usize>().max(1));
        }
        self.object(&kind, document)?;
        Ok(1)
    }

    fn object(&mut self, kind: &str, object: Value) -> Result<(), String> {
        let Some(name) = text(&object, &["metadata", "name"]).map(str::to_owned) else { return Ok(()) };
        let namespace = text(&object, &["metadata", "namespace"]).unwrap_or(self.namespace);
        if namespace != self.namespace {
            self.elsewhere.insert(namespace.to_owned());
            return Ok(());
        }
        self.here += 1;
        let (group, version) = text(&object, &["apiVersion"]).and_then(|both| both.split_once('/')).unwrap_or_default();
        let Some(known) = KINDS.iter().find(|known| (known.name, known.group) == (kind, group)) else { return Ok(()) };
        if known.version != version {
            let wanted = format!("{}.{}.{}", kind.to_ascii_lowercase(), known.version, known.group);
            let (name, version) = (shown(&name), shown(version));
            return Err(format!("{kind} `{name}` is of {group}/{version}: ask for `kubectl get {wanted} -o yaml`"));
        }
        if known.name == DEPLOYMENT {
            self.cluster.deployments.insert(name, object);
        } else if !is_made_by_keda(&name, &object) {
            self.cluster.scalers.insert((known.name, name), object);
        }
        Ok(())
    }
}

/// Whether an autoscaler is the one that KEDA makes for a ScaledObject.
fn is_made_by_keda(name: &str, object: &Value) -> bool {
    let owners = at(object, &["metadata", "ownerReferences"]).and_then(Value::as_array).into_iter().flatten();
    name.starts_with("keda-hpa-") || owners.into_iter().any(|owner| text(owner, &["kind"]) == Some(SCALED_OBJECT))
}

/// The Deployment that a scaler scales.
pub(super) fn target(scaler: &Value) -> Option<&str> {
    let kind = text(scaler, &["spec", "scaleTargetRef", "kind"]).unwrap_or(DEPLOYMENT);
    text(scaler, &["spec", "scaleTargetRef", "name"]).filter(|_| kind == DEPLOYMENT)
}

/// A number of pods that a Deployment is to have.
pub(super) fn replicas(deployment: &Value) -> i64 {
    at(deployment, &["spec", "replicas"]).and_then(Value::as_i64).unwrap_or(1)
}

/// How many of them are ready, where the cluster says anything of them.
pub(super) fn ready(deployment: &Value) -> Option<i64> {
    let status = deployment.get("status").filter(|status| status.get("replicas").is_some())?;
    Some(status.get("readyReplicas").and_then(Value::as_i64).unwrap_or(0))
}

/// Whether an object was written by qc.
pub(super) fn is_ours(object: &Value) -> bool {
    text(object, &["metadata", "labels", "app.kubernetes.io/managed-by"]) == Some("qc")
}
