//! What the file says of workers that stay, word by word: of their scaling, which changes nothing in a running pod, and of
//! the pods themselves.

use std::collections::BTreeMap;

use super::{Change, Site, kept};
use crate::emit::source::words;
use crate::language::{Scope, keys};
use crate::plan::Worker;

/// What is about the number of pods.
const SCALING: &[Scope] =
    &[Scope::Keda, Scope::Hpa, Scope::ScaleUp, Scope::ScaleDown, Scope::Window, Scope::Vpa, Scope::Claim];

pub(super) fn of_scaling(old: &Site<'_>, new: &Site<'_>) -> Vec<Change> {
    let both = kept(old, new).filter_map(|(was, is)| {
        let (before, after) = (was.scaled(), is.scaled());
        if before == after {
            let details = differences(was, is, is_scaling);
            return (!details.is_empty()).then(|| Change::new(format!("`{}`, {after}", is.workload)).details(details));
        }
        let details = differences(was, is, |scope, key| is_scaling(scope, key) && !is_limit(scope, key));
        Some(Change::new(format!("`{}`: {before} → {after}", is.workload)).details(details))
    });
    both.collect()
}

pub(super) fn of_pods(old: &Site<'_>, new: &Site<'_>) -> Vec<Change> {
    let both = kept(old, new).filter_map(|(was, is)| {
        let details = differences(was, is, |scope, key| !is_scaling(scope, key));
        (!details.is_empty()).then(|| Change::new(format!("`{}`", is.workload)).details(details))
    });
    both.collect()
}

fn is_scaling(scope: Scope, key: &str) -> bool {
    SCALING.contains(&scope) || key == keys::replicas::KEY.name
}

/// What `keda 1..6` says already.
fn is_limit(scope: Scope, key: &str) -> bool {
    let limit = [&keys::min::KEY, &keys::max::KEY].iter().any(|limit| key.ends_with(limit.name));
    key == keys::replicas::KEY.name || matches!(scope, Scope::Keda | Scope::Hpa) && limit
}

/// Some of the words that differ.
pub(super) fn differences(was: &Worker<'_>, is: &Worker<'_>, some: impl Fn(Scope, &str) -> bool) -> Vec<String> {
    let words = |worker: &Worker<'_>| {
        let words = words(worker.settings).into_iter().filter(|(scope, key, _)| some(*scope, key));
        words.map(|(_, key, value)| (key, value)).collect::<BTreeMap<_, _>>()
    };
    let (was, is) = (words(was), words(is));
    let gone = was.iter().filter(|(key, _)| !is.contains_key(*key)).map(|(key, value)| format!("`{key}={value}` goes"));
    let come = is.iter().filter_map(|(key, value)| match was.get(key) {
        None => Some(format!("`{key}={value}` comes")),
        Some(before) if before != value => Some(format!("`{key}`: {before} → {value}")),
        Some(_) => None,
    });
    gone.chain(come).collect()
}
