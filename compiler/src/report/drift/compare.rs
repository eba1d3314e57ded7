//! Two trees of one object → where they differ. Elements of lists are found again by what tells them apart; amounts are
//! compared by what they mean, and names of ConfigMaps without what kustomize puts behind them.

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::quantity::billionths;
use super::tree::{Step, text};

/// Something that differs, or that one side alone has.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Difference {
    pub(super) path: Vec<Step>,
    pub(super) ours: Option<Value>,
    pub(super) theirs: Option<Value>,
}

/// All differences of two trees.
pub(super) fn differences(ours: &Value, theirs: &Value) -> Vec<Difference> {
    let mut comparison = Comparison { path: Vec::new(), found: Vec::new() };
    comparison.values(Some(ours), Some(theirs));
    comparison.found
}

struct Comparison {
    path: Vec<Step>,
    found: Vec<Difference>,
}

impl Comparison {
    fn values(&mut self, ours: Option<&Value>, theirs: Option<&Value>) {
        match (ours, theirs) {
            (Some(Value::Object(ours)), Some(Value::Object(theirs))) => self.maps(ours, theirs),
            (Some(Value::Array(ours)), Some(Value::Array(theirs))) => self.lists(ours, theirs),
            (Some(one), Some(other)) if is_same(&self.path, one, other) => {}
            _ => {
                let (ours, theirs) = (ours.cloned(), theirs.cloned());
                self.found.push(Difference { path: self.path.clone(), ours, theirs });
            }
        }
    }

    fn below(&mut self, step: Step, ours: Option<&Value>, theirs: Option<&Value>) {
        self.path.push(step);
        self.values(ours, theirs);
        self.path.pop();
    }

    fn maps(&mut self, ours: &Map<String, Value>, theirs: &Map<String, Value>) {
        for (key, value) in ours {
            self.below(Step::Key(key.clone()), Some(value), theirs.get(key));
        }
        // Whoever puts labels on everything puts them into selectors too, which then select the same.
        if self.path.last().is_some_and(|step| step.name() == "matchLabels") {
            return;
        }
        for (key, value) in theirs.iter().filter(|(key, _)| !ours.contains_key(*key)) {
            self.below(Step::Key(key.clone()), None, Some(value));
        }
    }

    fn lists(&mut self, ours: &[Value], theirs: &[Value]) {
        let before = self.found.len();
        let list = self.path.last().map_or("", Step::name).to_owned();
        let (ours_named, theirs_named) = (named(&list, ours), named(&list, theirs));
        let mut others: FxHashMap<&str, usize> = theirs_named.iter().map(String::as_str).zip(0..).collect();
        let found: Vec<Option<usize>> = ours_named.iter().map(|name| others.remove(name.as_str())).collect();
        let mut left: Vec<usize> = others.into_values().collect();
        left.sort_unstable();
        let mut left = left.into_iter().peekable();
        for (index, found) in found.into_iter().enumerate() {
            let other = found.or_else(|| left.next_if(|_| is_found_by_place(&list)));
            self.item(&ours_named[index], Some((index, &ours[index])), other.map(|other| &theirs[other]));
        }
        for index in left {
            self.item(&theirs_named[index], None, Some(&theirs[index]));
        }
        if self.found.len() == before && list == "args" && ours != theirs {
            let (ours, theirs) = (Value::from(ours), Value::from(theirs));
            self.found.push(Difference { path: self.path.clone(), ours: Some(ours), theirs: Some(theirs) });
        }
    }

    fn item(&mut self, label: &str, ours: Option<(usize, &Value)>, theirs: Option<&Value>) {
        let (index, ours) = ours.unzip();
        self.below(Step::Item { label: label.to_owned(), ours: index }, ours, theirs);
    }
}

/// Lists whose elements are the same thing where nothing else tells: what changed in a trigger can be its queue.
fn is_found_by_place(list: &str) -> bool {
    ["containers", "triggers", "metrics"].contains(&list)
}

/// What tells the elements of a list from one another; what would be there twice is numbered.
fn named(list: &str, items: &[Value]) -> Vec<String> {
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    let name = |(index, item): (usize, &Value)| {
        let name = name_of(list, item).unwrap_or_else(|| index.to_string());
        let times = seen.entry(name.clone()).or_default();
        *times += 1;
        if *times == 1 { name } else { format!("{name} #{times}") }
    };
    items.iter().enumerate().map(name).collect()
}

fn name_of(list: &str, item: &Value) -> Option<String> {
    let by = |keys: &[&str]| text(item, keys).map(str::to_owned);
    match list {
        "args" | "command" => item.as_str().map(|word| option(word).to_owned()),
        "volumeMounts" => by(&["mountPath"]),
        "topologySpreadConstraints" => by(&["topologyKey"]),
        "tolerations" => by(&["key"]),
        "metrics" => by(&["resource", "name"]),
        "policies" => by(&["type"]),
        "triggers" => {
            let own = ["listName", "queueName", "start"].iter().find_map(|key| by(&["metadata", key]));
            by(&["name"]).or(own).or_else(|| by(&["type"]))
        }
        _ => by(&["name"]),
    }
}

/// The option of an argument: what stands before its `=`.
pub(super) fn option(argument: &str) -> &str {
    argument.split_once('=').filter(|_| argument.starts_with('-')).map_or(argument, |(option, _)| option)
}

fn is_same(path: &[Step], ours: &Value, theirs: &Value) -> bool {
    let names: Vec<&str> = path.iter().rev().take(2).map(Step::name).collect();
    let (last, before) = (names.first().copied().unwrap_or(""), names.get(1).copied().unwrap_or(""));
    if ours == theirs {
        return true;
    }
    if ["limits", "requests"].contains(&before) || ["sizeLimit", "averageValue", "storage"].contains(&last) {
        return billionths(ours).is_some() && billionths(ours) == billionths(theirs);
    }
    let refers = OBJECTS.iter().any(|(of, key)| *of == before && *key == last);
    refers && ours.as_str().zip(theirs.as_str()).is_some_and(|(ours, theirs)| is_hashed(ours, theirs))
}

/// Where the names of ConfigMaps and Secrets stand.
const OBJECTS: [(&str, &str); 6] = [
    ("configMap", "name"),
    ("configMapRef", "name"),
    ("configMapKeyRef", "name"),
    ("secret", "secretName"),
    ("secretRef", "name"),
    ("secretKeyRef", "name"),
];

/// Whether a name is the other with a hash of kustomize behind it: ten of sixteen characters, which make no word (kustomize
/// `api/hasher`).
fn is_hashed(name: &str, hashed: &str) -> bool {
    let hash = hashed.strip_prefix(name).and_then(|rest| rest.strip_prefix('-'));
    hash.is_some_and(|hash| hash.len() == 10 && hash.bytes().all(|byte| b"2456789bcdfghkmt".contains(&byte)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn paths(ours: &Value, theirs: &Value) -> Vec<String> {
        let path = |difference: Difference| difference.path.iter().map(Step::name).collect::<Vec<_>>().join("/");
        differences(ours, theirs).into_iter().map(path).collect()
    }

    #[test]
    fn elements_are_found_again_by_what_tells_them_apart() {
        let ours = json!({"env": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]});
        assert_eq!(paths(&ours, &json!({"env": [{"name": "B", "value": "2"}, {"name": "A", "value": "1"}]})), [""; 0]);
        assert_eq!(paths(&ours, &json!({"env": [{"name": "B", "value": "3"}]})), ["env/A", "env/B/value"]);
        let ours = json!({"args": ["--queues=a", "--purge"]});
        assert_eq!(paths(&ours, &json!({"args": ["--queues=a", "--queues=b", "--purge"]})), ["args/--queues #2"]);
        assert_eq!(paths(&ours, &json!({"args": ["--purge", "--queues=a"]})), ["args"]);
    }

    #[test]
    fn names_of_config_maps_may_have_a_hash_and_nothing_else() {
        let volume = |name: &str| json!({"configMap": {"name": name}});
        assert_eq!(paths(&volume("settings"), &volume("settings-49ccmmgdbg")), [""; 0]);
        assert_eq!(paths(&volume("settings"), &volume("settings-production")), ["configMap/name"]);
        assert_eq!(paths(&json!({"name": "a"}), &json!({"name": "a-49ccmmgdbg"})), ["name"]);
    }

    #[test]
    fn amounts_are_compared_where_amounts_stand() {
        let limits = |cpu: Value| json!({"limits": {"cpu": cpu}});
        assert_eq!(paths(&limits(json!("500m")), &limits(json!(0.5))), [""; 0]);
        assert_eq!(paths(&limits(json!("x")), &limits(json!("y"))), ["limits/cpu"]);
        assert_eq!(paths(&json!({"value": "1"}), &json!({"value": "1.0"})), ["value"]);
    }
}
