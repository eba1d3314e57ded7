//! The scalers of a worker: one that is missing, paused, different, or one too many.

use serde_json::{Value, json};

use super::built::Says;
use super::compare::{Difference, differences};
use super::defaults::complete;
use super::fields;
use super::objects::{AUTOSCALER, SCALED_OBJECT, replicas};
use super::shown::shown;
use super::tree::{Step, at};
use super::workers::{Both, pods};
use crate::plan::{Worker, week};
use crate::report::diff::Change;

/// What the annotations begin with that hold a ScaledObject.
const PAUSED: &str = "autoscaling.keda.sh/paused";

type Scaler<'v> = (&'static str, &'v str, &'v Value);

/// All that is to be said of what scales a Deployment that is there; only a worker can have a scaler in the file.
pub(super) fn changes(both: &Both<'_>, name: &str, worker: Option<&Worker<'_>>) -> Vec<Change> {
    let site = both.site;
    let expected = [SCALED_OBJECT, AUTOSCALER].into_iter().find(|kind| site.object(kind, name).is_some());
    let there: Vec<Scaler<'_>> = both.cluster.scalers_of(name).collect();
    let named = |kind: &'static str| {
        let found = both.cluster.scalers.get_key_value(&(kind, name.to_owned()));
        found.map(|((kind, name), scaler)| (*kind, name.as_str(), scaler))
    };
    let own = expected.and_then(|kind| named(kind).or_else(|| there.iter().copied().find(|(of, ..)| *of == kind)));
    let mut changes = match (worker, expected, own) {
        (Some(worker), Some(kind), None) => vec![missing(both, kind, worker)],
        (Some(worker), _, Some(own)) => of_own(both, worker, own),
        _ => Vec::new(),
    };
    let others = there.into_iter().filter(|(kind, name, _)| own.is_none_or(|own| (own.0, own.1) != (*kind, *name)));
    changes.extend(others.map(|other| another(both, other, own.is_some())));
    changes
}

fn missing(both: &Both<'_>, kind: &'static str, worker: &Worker<'_>) -> Change {
    let name = &*worker.workload;
    let has = both.cluster.deployments.get(name).map_or(0, replicas);
    let stays = format!("it stays at {}, however many tasks wait", pods(has));
    let idle = if has == 0 { both.not_consumed(worker, name) } else { Vec::new() };
    let path = [Step::Key("kind".to_owned())];
    let place = match both.site.object(kind, name).map(|built| both.site.says(built, &path)) {
        Some(Says::File { place, .. }) => format!(", {place}"),
        _ => String::new(),
    };
    Change::new(format!("its {kind} is missing; the file says `{}`{place}", worker.scaled()))
        .details([vec![stays], idle].concat())
}

/// What is said of the scaler that the file has too.
fn of_own(both: &Both<'_>, worker: &Worker<'_>, (kind, name, live): Scaler<'_>) -> Vec<Change> {
    let Some(built) = both.site.object(kind, &worker.workload) else { return Vec::new() };
    let mut theirs = live.clone();
    complete(kind, &mut theirs);
    let subject = |object: &Value| json!({"spec": object.get("spec")});
    let found = differences(&subject(&built.tree), &subject(&theirs));
    let found = found.iter().filter(|difference| !is_of_a_window(worker, difference));
    let differs: Vec<Change> = found.map(|one| fields::change(both.site, kind, built, Some(worker), one)).collect();
    let renamed = (name != worker.workload).then(|| {
        let delete = format!("delete {} {}", kind.to_ascii_lowercase(), shown(name));
        Change::new(format!("its {kind} is called `{}`; qc calls it `{}`", shown(name), worker.workload))
            .details(vec!["with the file's beside it there are two, which is one too many".to_owned()])
            .todo([both.site.kubectl(&delete)])
    });
    paused(live)
        .map(|annotations| held(both, worker, name, &annotations))
        .into_iter()
        .chain(renamed)
        .chain(differs)
        .collect()
}

/// A ScaledObject that somebody has stopped.
fn held(both: &Both<'_>, worker: &Worker<'_>, name: &str, annotations: &[(&str, &str)]) -> Change {
    let all = annotations.iter().map(|(key, value)| format!("`{}: {}`", shown(key), shown(value)));
    let has = both.cluster.deployments.get(&*worker.workload).map_or(0, replicas);
    let held = annotations.iter().find(|(key, _)| key.ends_with("-replicas"));
    let stays = held.map_or_else(|| pods(has), |(_, number)| format!("{} pods", shown(number)));
    let idle = if has == 0 { both.not_consumed(worker, &worker.workload) } else { Vec::new() };
    let goes_on = annotations.iter().map(|(key, _)| format!("{}-", shown(key))).collect::<Vec<_>>().join(" ");
    let partly = annotations.iter().all(|(key, _)| key.contains("-scale-"));
    let stays = if partly {
        "it scales one way only".to_owned()
    } else {
        format!("it stays at {stays}, however many tasks wait")
    };
    Change::new(format!("its ScaledObject is paused: {}", all.collect::<Vec<_>>().join(", ")))
        .details([vec![stays], idle].concat())
        .todo([both.site.kubectl(&format!("annotate scaledobject {} {goes_on}", shown(name)))])
}

/// The annotations by which a ScaledObject is paused. KEDA takes any value but those that Go reads as `false`.
pub(super) fn paused(scaler: &Value) -> Option<Vec<(&str, &str)>> {
    const OFF: [&str; 5] = ["false", "False", "FALSE", "f", "0"];
    let annotations = at(scaler, &["metadata", "annotations"])?.as_object()?;
    let all = annotations.iter().filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)));
    let pauses = |(key, value): &(&str, &str)| {
        let number = *key == "autoscaling.keda.sh/paused-replicas";
        key.starts_with(PAUSED) && (number || (!OFF.contains(value) && *value != "F"))
    };
    let pausing: Vec<(&str, &str)> = all.filter(pauses).collect();
    (!pausing.is_empty()).then_some(pausing)
}

/// A scaler of which the file knows nothing.
fn another(both: &Both<'_>, (kind, name, scaler): Scaler<'_>, second: bool) -> Change {
    let delete = both.site.kubectl(&format!("delete {} {}", kind.to_ascii_lowercase(), shown(name)));
    let limits = |fewest: &str, most: &str, unsaid: (i64, i64)| {
        let number = |key: &str, unsaid| at(scaler, &["spec", key]).and_then(Value::as_i64).unwrap_or(unsaid);
        format!("it keeps between {} and {} pods", number(fewest, unsaid.0), number(most, unsaid.1))
    };
    let limits = match kind {
        SCALED_OBJECT => limits("minReplicaCount", "maxReplicaCount", (0, 100)),
        _ => limits("minReplicas", "maxReplicas", (1, 1)),
    };
    let (what, follows) = if second {
        let undo = "of two autoscalers that choose the same pods, neither acts".to_owned();
        (format!("{kind} `{}` scales it too", shown(name)), vec![limits, undo])
    } else {
        (format!("{kind} `{}` scales it, of which the file says nothing", shown(name)), vec![limits])
    };
    Change::new(what).details(follows).todo([delete])
}

/// Whether a limit is one that a window of the worker's week sets: then a CronJob of qc's has set it.
fn is_of_a_window(worker: &Worker<'_>, difference: &Difference) -> bool {
    let (Some(last), Some(theirs)) = (difference.path.last(), &difference.theirs) else { return false };
    let Some(theirs) = theirs.as_i64() else { return false };
    week::changes(worker).iter().any(|change| match last.name() {
        "maxReplicaCount" | "maxReplicas" => change.max == theirs,
        "minReplicas" => change.min == Some(theirs),
        _ => false,
    })
}
