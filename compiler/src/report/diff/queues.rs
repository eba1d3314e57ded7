//! Queues that gain a consumer, lose theirs, or get another one.

use std::collections::BTreeSet;

use super::{Change, Site};

pub(super) fn changes(old: &Site<'_>, new: &Site<'_>) -> Vec<Change> {
    let (was, is) = (&old.consumers, &new.consumers);
    let names: BTreeSet<&str> = was.keys().chain(is.keys()).copied().collect();
    names.into_iter().filter_map(|name| change(old, new, name, (was.get(name), is.get(name)))).collect()
}

fn change(old: &Site<'_>, new: &Site<'_>, queue: &str, workers: (Option<&&str>, Option<&&str>)) -> Option<Change> {
    match workers {
        (Some(was), Some(is)) if was == is || is_renamed(old, new, was, is) => None,
        (Some(was), Some(is)) => {
            Some(Change::new(format!("`{queue}` is consumed by `{is}`, and no longer by `{was}`")))
        }
        (None, Some(is)) => Some(Change::new(format!("`{queue}` is consumed by `{is}`, and was by nobody"))),
        (Some(was), None) => {
            let restart = "send its tasks elsewhere first: restart what sends them with the new settings".to_owned();
            // Of a worker that goes as well, the rest is said there.
            let empty = new.worker(was).map(|_| {
                format!("let `{was}` stop consuming it when it is empty, and not before: {}", old.length_of(queue))
            });
            let todo = std::iter::once(restart).chain(empty);
            Some(Change::new(format!("`{queue}` is consumed by nobody any more, and was by `{was}`")).todo(todo))
        }
        (None, None) => None,
    }
}

/// Whether it is one worker under two names, of which is spoken elsewhere.
fn is_renamed(old: &Site<'_>, new: &Site<'_>, was: &str, is: &str) -> bool {
    let counterpart = old.worker(was).and_then(|worker| new.counterpart(old, worker));
    counterpart.is_some_and(|worker| worker.workload == is)
}
