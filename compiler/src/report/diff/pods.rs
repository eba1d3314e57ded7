//! Objects that differ: Deployments whose pods Kubernetes replaces, and all that is neither a worker nor its scaler.

use std::collections::BTreeSet;

use super::settings::differences;
use super::{Change, Site, kept};

/// The kinds of objects that other sections speak of, where they are a worker's.
const OF_WORKERS: [&str; 3] = ["Deployment", "ScaledObject", "HorizontalPodAutoscaler"];

/// Workers whose pods are replaced one after the other.
pub(super) fn restarts(old: &Site<'_>, new: &Site<'_>) -> Vec<Change> {
    let both = kept(old, new).filter_map(|(was, is)| {
        let grace = was.grace();
        let what = format!("the pods of `{}` are replaced; each has up to {grace} to finish its tasks", is.workload);
        (old.template(&is.workload) != new.template(&is.workload)).then(|| Change::new(what))
    });
    both.collect()
}

impl Site<'_> {
    /// What Kubernetes makes a worker's pods from: a change in it, and in nothing else, replaces them.
    fn template(&self, workload: &str) -> Option<&str> {
        let deployment = self.objects.get(&(OF_WORKERS[0].to_owned(), workload.to_owned()))?;
        deployment.split_once("\n  template:\n").map(|(_, template)| template)
    }
}

/// What stands around the workers, and what changes about a worker without a word of its own: by the site or the broker.
pub(super) fn others(old: &Site<'_>, new: &Site<'_>) -> Vec<Change> {
    let keys: BTreeSet<_> = old.objects.keys().chain(new.objects.keys()).collect();
    let spoken_of = |key: &&(String, String)| match (old.worker(&key.1), new.worker(&key.1)) {
        _ if !OF_WORKERS.contains(&key.0.as_str()) => false,
        (None, None) => false,
        (Some(was), Some(is)) => {
            let replaced = key.0 == OF_WORKERS[0] && old.template(&key.1) != new.template(&key.1);
            replaced || !differences(was, is, |_, _| true).is_empty()
        }
        _ => true,
    };
    let others = keys.into_iter().filter(|key| !spoken_of(key)).filter_map(|key| {
        let (kind, name) = key;
        match (old.objects.get(key), new.objects.get(key)) {
            (Some(before), Some(after)) if before == after => None,
            (Some(_), Some(_)) => Some(Change::new(format!("{kind} `{name}` changes"))),
            (None, _) => Some(Change::new(format!("{kind} `{name}` is new"))),
            (_, None) => {
                let delete = old.kubectl(&format!("delete {} {name}", kind.to_ascii_lowercase()));
                Some(Change::new(format!("{kind} `{name}` goes")).todo([delete]))
            }
        }
    });
    others.collect()
}
