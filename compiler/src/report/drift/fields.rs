//! A field that differs → what an operator is told of it: what the cluster has, what the file says and where, and what
//! follows from it.

use serde_json::Value;

use super::built::{Built, Says, Site};
use super::compare::Difference;
use super::objects::DEPLOYMENT;
use super::shown::{shown, value};
use super::tree::{Step, is};
use crate::language::value::Seconds;
use crate::plan::Worker;
use crate::report::diff::Change;
use crate::rules::secrets::looks_secret;
use crate::rules::words::counted;

/// So many leaves of a tree are shown.
const LEAVES: usize = 8;

/// What is said of a difference in an object of that kind.
pub(super) fn change(
    site: &Site<'_>,
    kind: &str,
    built: &Built,
    worker: Option<&Worker<'_>>,
    of: &Difference,
) -> Change {
    let field = field(&of.path);
    let whose = if kind == DEPLOYMENT { String::new() } else { format!(" of its {kind}") };
    let secret = is_secret(of);
    let (ours, theirs) = (of.ours.as_ref().map(simple), of.theirs.as_ref().map(simple));
    let shows = |side: &Value| plain(&of.path, side, secret);
    let what = match (ours, theirs) {
        (Some(ours), Some(theirs)) if field == ARGS => {
            let orders = vec![format!("they are {}", shows(theirs)), format!("qc writes {}", shows(ours))];
            return Change::new("its arguments stand in another order".to_owned()).details(orders);
        }
        (Some(ours), Some(theirs)) => {
            format!("`{field}`{whose} is {}; {}", shows(theirs), said(site, built, &of.path, &shows(ours)))
        }
        (Some(ours), None) if is_short(ours) && !is_switch(&of.path, ours) => {
            format!("`{field}`{whose} is missing; {}", said(site, built, &of.path, &shows(ours)))
        }
        (Some(_), None) => format!("`{field}`{whose} is missing"),
        (None, Some(theirs)) if is_again(&of.path) => {
            format!("`{field}` is there again, as {}, and Celery takes the last", shows(theirs))
        }
        (None, Some(theirs)) if is_short(theirs) && !is_switch(&of.path, theirs) => {
            format!("`{field}`{whose} is {}, of which the file says nothing", shows(theirs))
        }
        _ => format!("`{field}`{whose} is there, of which the file says nothing"),
    };
    let leaves = theirs.or(ours).filter(|tree| !is_short(tree));
    let mut details = leaves.map(|tree| leaves_of(&field, tree, secret)).unwrap_or_default();
    let last = of.path.last().map_or("", Step::name);
    let follows = FOLLOWS.iter().find(|(name, _)| *name == last).and_then(|(_, follows)| follows(of, worker?));
    details.extend(follows);
    Change::new(what).details(details)
}

/// What the file, or qc for it, says in the cluster's place.
fn said(site: &Site<'_>, built: &Built, path: &[Step], ours: &str) -> String {
    match site.says(built, path) {
        Says::File { word, place } => {
            let (word, ours) = (shown(&word), ours.trim_matches('`'));
            let same = word.rsplit_once('=').is_some_and(|(_, said)| said == ours);
            if same {
                format!("the file says `{word}`, {place}")
            } else {
                format!("by `{word}`, {place}, it is `{ours}`")
            }
        }
        Says::Qc => format!("qc writes {ours}"),
        Says::Nobody => format!("unsaid it is {ours}"),
    }
}

/// The arguments as a whole.
const ARGS: &str = "args";

/// A field as people know it: without the way to the worker's container, arguments and variables by their names.
fn field(path: &[Step]) -> String {
    let mut path = path;
    for way in [&["spec"][..], &["template", "spec"], &["containers", "*"]] {
        if path.len() > way.len() && is(&path[..way.len()], way) {
            path = &path[way.len()..];
        }
    }
    let (before, path) = match path {
        [Step::Key(list), Step::Item { label, .. }, rest @ ..] if list == ARGS => (once(label).to_owned(), rest),
        [Step::Key(list), Step::Item { label, .. }, rest @ ..] if list == "env" => {
            (format!("env {label}"), rest.strip_suffix(&[Step::Key("value".to_owned())]).unwrap_or(rest))
        }
        path => (String::new(), path),
    };
    let text = path.iter().fold(before, |text, step| match step {
        Step::Key(key) if text.is_empty() => key.clone(),
        Step::Key(key) => format!("{text}.{key}"),
        Step::Item { label, .. } => format!("{text}[{label}]"),
    });
    shown(&text)
}

/// A value; of an argument what stands behind its option.
fn plain(path: &[Step], of: &Value, secret: bool) -> String {
    let argument = of.as_str().filter(|_| is_argument(path)).and_then(|argument| argument.split_once('='));
    match argument.filter(|(option, _)| option.starts_with('-')) {
        Some((_, text)) => value(&Value::from(text), secret),
        None => value(of, secret),
    }
}

/// An option without the number that it has because it is there more than once.
fn once(label: &str) -> &str {
    label.split_once(" #").map_or(label, |(option, _)| option)
}

/// Whether an option is there more than once.
fn is_again(path: &[Step]) -> bool {
    is_argument(path) && path.last().is_some_and(|step| once(step.name()) != step.name())
}

/// A value of a map that has nothing beside it but a name: an environment variable as its text.
fn simple(of: &Value) -> &Value {
    match of.as_object().filter(|map| map.len() == 2 && map.contains_key("name")).and_then(|map| map.get("value")) {
        Some(value) if is_short(value) => value,
        _ => of,
    }
}

fn is_argument(path: &[Step]) -> bool {
    matches!(path, [.., Step::Key(list), Step::Item { .. }] if list == ARGS)
}

/// An argument that is all that there is to say.
fn is_switch(path: &[Step], of: &Value) -> bool {
    is_argument(path) && of.as_str().is_some_and(|argument| !(argument.starts_with('-') && argument.contains('=')))
}

/// A variable whose value is nobody's business, on either side.
fn is_secret(of: &Difference) -> bool {
    let variable = of.path.windows(2).find_map(|pair| match pair {
        [Step::Key(list), Step::Item { label, .. }] if list == "env" => Some(label),
        _ => None,
    });
    let texts = [&of.ours, &of.theirs].into_iter().flatten().map(|side| side.get("value").unwrap_or(side));
    let mut texts = texts.filter_map(Value::as_str);
    variable.is_some_and(|name| texts.any(|text| looks_secret(name, text).is_some()))
}

fn is_short(of: &Value) -> bool {
    !of.is_object() && !of.is_array()
}

/// What is in a tree, a line each.
fn leaves_of(field: &str, tree: &Value, secret: bool) -> Vec<String> {
    let mut leaves = Vec::new();
    collect(field, tree, secret, &mut leaves);
    let more = leaves.len().saturating_sub(LEAVES);
    leaves.truncate(LEAVES);
    leaves.extend((more > 0).then(|| format!("and {} more", counted(more, "value"))));
    leaves
}

fn collect(field: &str, tree: &Value, secret: bool, leaves: &mut Vec<String>) {
    match tree {
        Value::Object(map) => {
            let named = field.ends_with(']');
            let rest = map.iter().filter(|(key, _)| !(named && *key == "name"));
            rest.for_each(|(key, of)| collect(&format!("{field}.{}", shown(key)), of, secret, leaves));
        }
        Value::Array(items) => {
            (0..).zip(items).for_each(|(index, of)| collect(&format!("{field}[{index}]"), of, secret, leaves));
        }
        leaf => leaves.push(format!("`{field}`: {}", value(leaf, secret))),
    }
}

/// What follows from a difference of a worker.
type Follows = fn(&Difference, &Worker<'_>) -> Option<String>;

/// By the name of the field.
const FOLLOWS: &[(&str, Follows)] = &[
    ("maxReplicaCount", |of, _| most(of)),
    ("maxReplicas", |of, _| most(of)),
    ("minReplicaCount", |of, _| fewest(of)),
    ("minReplicas", |of, _| fewest(of)),
    ("paused", |_, _| Some("nothing of what changes in it reaches a pod".to_owned())),
    ("--concurrency", |of, _| {
        let number = of.theirs.as_ref()?.as_str()?.split_once('=')?.1;
        Some(format!("each of its pods runs {} tasks at once", shown(number)))
    }),
    ("--purge", |_, _| Some("each pod that starts deletes all tasks that wait in its queues".to_owned())),
    ("terminationGracePeriodSeconds", |of, worker| {
        let seconds = u32::try_from(number(&of.theirs)?).ok().filter(|seconds| *seconds < worker.grace().0)?;
        let (has, needs) = (Seconds(seconds), worker.grace());
        Some(format!("a pod that is stopped has {has} to finish its tasks, and they take up to {needs}"))
    }),
    ("listName", |of, _| other_list(of)),
    ("queueName", |of, _| other_list(of)),
    ("address", |_, _| Some("it counts the tasks of another broker".to_owned())),
    ("databaseIndex", |_, _| Some("it counts lists in a database in which no task of the file waits".to_owned())),
];

fn number(side: &Option<Value>) -> Option<i64> {
    side.as_ref()?.as_i64()
}

fn most(of: &Difference) -> Option<String> {
    let pods = counted(usize::try_from(number(&of.theirs)?).ok()?, "pod");
    Some(format!("up to {pods} are there, however many tasks wait"))
}

fn fewest(of: &Difference) -> Option<String> {
    Some(match number(&of.theirs)? {
        0 => "when no task waits, no pod is there".to_owned(),
        pods => format!("at least {} are there, even when no task waits", counted(usize::try_from(pods).ok()?, "pod")),
    })
}

fn other_list(of: &Difference) -> Option<String> {
    Some(format!("however many tasks wait in {}, it starts no pod for them", value(of.ours.as_ref()?, false)))
}
