//! A proved site, what a cluster has and what waits in the broker → where they differ from the file: workers and scalers
//! that somebody has changed, and lists that nobody consumes. In words, with what there is to do. Everything is handed in
//! as it was read: knows neither files nor YAML, sockets nor clocks.

mod broker;
mod built;
mod commands;
mod compare;
mod defaults;
mod fields;
mod keys;
mod objects;
mod quantity;
mod scalers;
mod shown;
mod tree;
mod workers;
pub mod written;

pub use broker::{InFlight, List, Queue, Snapshot};
pub use built::Site;
pub use keys::{Keys, OwnList};
pub use objects::Cluster;

use serde::Serialize;

use super::diff::Section;
use crate::emit::kustomize;
use crate::source::Sources;
use workers::Both;

/// Where a cluster and a broker differ from a file.
#[derive(Debug, Serialize)]
pub struct Drift {
    /// The version of this form.
    pub version: u32,
    /// What differs, by worker, and what is in the broker and should not be.
    pub sections: Vec<Section>,
    /// How much waits in the site's own queues; empty where no broker was read.
    pub queues: Vec<Queue>,
    /// What workers have taken.
    pub in_flight: Vec<InFlight>,
    /// What is no difference, and may be worth a look.
    pub notes: Vec<String>,
    /// What there is to do about the cluster as a whole.
    pub todo: Option<String>,
}

impl Drift {
    /// How many things differ.
    pub fn count(&self) -> usize {
        self.sections.iter().map(|section| section.changes.len()).sum()
    }
}

impl Site<'_> {
    /// Holds what there is against the file.
    pub fn drift(&self, cluster: Option<&Cluster>, snapshot: Option<&Snapshot>) -> Drift {
        let both = cluster.map(|cluster| Both::new(self, cluster));
        let mut sections = both.as_ref().map(Both::sections).unwrap_or_default();
        let todo = cluster.filter(|_| !sections.is_empty()).map(|cluster| todo(self.sources, cluster));
        let mut notes: Vec<String> = cluster.and_then(empty).into_iter().collect();
        let (mut queues, mut in_flight) = (Vec::new(), Vec::new());
        if let Some(said) = snapshot.map(|snapshot| broker::said(self, both.as_ref(), snapshot)) {
            sections.extend(said.sections);
            notes.extend(said.notes);
            (queues, in_flight) = (said.queues, said.in_flight);
        }
        Drift { version: 1, sections, queues, in_flight, notes, todo }
    }
}

/// A cluster without a Deployment, which probably is not the one that was meant.
fn empty(cluster: &Cluster) -> Option<String> {
    let what = "what was read of the cluster has no Deployment: `kubectl -n NAMESPACE get deployments,scaledobjects,hpa -o yaml` writes all";
    cluster.deployments.is_empty().then(|| what.to_owned())
}

/// What brings file and cluster together, by the way in which the site is installed.
fn todo(sources: &Sources, cluster: &Cluster) -> String {
    let file = sources.main().name();
    let label = ["metadata", "labels", "app.kubernetes.io/managed-by"];
    let of_tutor = cluster.deployments.values().any(|deployment| tree::text(deployment, &label) == Some("tutor"));
    let apply = if of_tutor {
        let target = kustomize::TARGET.name;
        format!("`qc build --target {target} {file} -o DIR`, then `kubectl apply -k` on the overlay that has it")
    } else {
        format!("`qc build {file} | kubectl apply -f -`")
    };
    format!("to have what the file says: {apply}; or write into the file what is to stay")
}
