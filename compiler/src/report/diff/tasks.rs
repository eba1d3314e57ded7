//! Tasks that go to another queue, and tasks that one site knows and the other does not.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Site};

/// From which queue to which.
type Move = (String, String);

pub(super) fn changes(old: &Site<'_>, new: &Site<'_>) -> Vec<Change> {
    let (was, is) = (queues(old), queues(new));
    let mut moves: BTreeMap<Move, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for ((task, sender), queue) in &is {
        if let Some(before) = was.get(&(*task, *sender)).filter(|before| *before != queue) {
            let tasks = moves.entry((before.clone(), queue.clone())).or_default();
            tasks.entry(task).or_default().insert(sender);
        }
    }
    let elsewhere = moves.into_iter().map(|((from, to), tasks)| {
        let what = format!("{} in `{to}` now, and no longer in `{from}`", wait(tasks.len()));
        let sent = |(task, senders): (&str, BTreeSet<&str>)| {
            format!("`{task}`, sent by {}", senders.into_iter().collect::<Vec<_>>().join(" and "))
        };
        Change::new(what).details(tasks.into_iter().map(sent).collect())
    });
    let only = |these: &Queues<'_>, others: &Queues<'_>, what: &str| {
        let others: BTreeSet<&str> = others.keys().map(|(task, _)| *task).collect();
        let names: BTreeSet<&str> = these.keys().map(|(task, _)| *task).filter(|task| !others.contains(task)).collect();
        let change = Change::new(format!("{what}: {}", names.len()));
        (!names.is_empty()).then(|| change.details(names.into_iter().map(|name| format!("`{name}`")).collect()))
    };
    let known = only(&is, &was, "tasks that are sent, and were not");
    let forgotten = only(&was, &is, "tasks that are not sent any more");
    elsewhere.chain(known).chain(forgotten).collect()
}

/// The queue of each task from each sender.
type Queues<'a> = BTreeMap<(&'a str, &'a str), String>;

fn queues<'a>(site: &Site<'a>) -> Queues<'a> {
    let plan = site.plan;
    let way = |way: &crate::plan::Way<'a>| {
        let sender: &'a str = &plan.model.service(way.sender).name;
        ((way.task, sender), plan.broker_name(way.service, way.variant))
    };
    plan.ways.iter().map(way).collect()
}

fn wait(count: usize) -> String {
    if count == 1 { "1 task waits".to_owned() } else { format!("{count} tasks wait") }
}
