//! Where a cluster and a broker differ from a file. A folder `tests/drift/<case>/` holds `site.celq`, what was read of the
//! cluster in `cluster.yaml` and of the broker in `broker.yaml`, and what is said of them in `drift.txt` and `drift.md`, or
//! in `error.txt` why they cannot be compared. And of every site that compiles: what a cluster makes of its objects is no
//! difference, and every value of them that somebody changes is one.

use std::collections::BTreeMap;

use celq::emit::{What, manifests};
use celq::report::drift::written::{markdown, text};
use celq::report::drift::{Cluster, Drift, Keys, List, Site as File, Snapshot};
use celq::{Proved, compile};
use libtest_mimic::{Failed, Trial};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde::Deserialize;
use serde_json::{Value, json};
use tests::defaulted::as_the_cluster_has_it;
use tests::{ensure, entries, files, golden, pipeline_input, read_bytes, root, several_sources, stem, thorough};

/// A test of all sites or of anything.
type Test = fn() -> Result<(), Failed>;

fn main() {
    let cases = entries(&root().join("tests/drift")).into_iter();
    let cases = cases.map(|folder| Trial::test(stem(&folder), move || case(&folder)));
    let all: [(&str, Test); 6] = [
        ("what-a-cluster-makes-of-objects-is-no-difference", defaults_are_no_difference),
        ("every-value-that-is-changed-is-reported", changed_values_are_reported),
        ("every-value-that-is-taken-away-is-reported-or-a-default", removed_values_are_reported),
        ("an-object-is-known-by-kind-name-and-namespace", who_an_object_is),
        ("anything-can-stand-anywhere", anything_anywhere),
        ("any-bytes-can-be-a-dump-or-a-message", any_bytes),
    ];
    tests::run(cases.chain(all.map(|(name, test)| Trial::test(name, test))).collect()).exit();
}

fn case(folder: &std::path::Path) -> Result<(), Failed> {
    let sources = several_sources("site.celq", &read_bytes(&folder.join("site.celq")));
    compile(&sources, thorough(), |compiled| {
        let proved = compiled.proved().ok_or("the site has an error")?;
        let given = |name: &str| Some(folder.join(name)).filter(|path| path.exists()).map(|path| read_bytes(&path));
        let snapshot = given("broker.yaml").map(|bytes| snapshot(proved, &bytes)).transpose()?;
        let cluster = given("cluster.yaml")
            .map(|bytes| qc::documents(&bytes).and_then(|documents| Cluster::of(documents, proved.plan().namespace())));
        let cluster = match cluster.transpose() {
            Ok(cluster) => cluster,
            Err(why) => return golden(&folder.join("error.txt"), &(why + "\n")),
        };
        let drift = File::of(proved, &sources, &document).drift(cluster.as_ref(), snapshot.as_ref());
        golden(&folder.join("drift.txt"), &text(&drift))?;
        golden(&folder.join("drift.md"), &markdown(&drift))
    })
}

/// A key of the broker, as `broker.yaml` has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Key {
    #[serde(rename = "key")]
    name: String,
    /// A list of so many messages.
    #[serde(default)]
    list: u64,
    /// A hash of so many fields.
    hash: Option<u64>,
    /// A set of these members.
    #[serde(default)]
    set: Vec<String>,
    idle: Option<u64>,
    #[serde(default)]
    sample: Vec<Message>,
}

/// A message: a task with its sender, or a text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Message {
    Task { task: String, origin: String },
    Text(String),
}

/// What is read of a broker that has these keys.
fn snapshot(proved: Proved<'_>, bytes: &[u8]) -> Result<Snapshot, Failed> {
    let all: Vec<Key> = serde_yaml::from_slice(bytes)?;
    let keys = Keys::of(proved.plan());
    let mut snapshot = Snapshot::default();
    snapshot.own.extend(keys.own().map(|key| (key.to_vec(), Some(0))));
    for key in all {
        let name = key.name.clone().into_bytes();
        if let Some(own) = snapshot.own.get_mut(&name) {
            *own = key.hash.is_none().then_some(key.list);
        } else if let Some(fields) = key.hash.filter(|_| keys.is_in_flight(&name)) {
            snapshot.hashes.insert(name, fields);
        } else if key.list > 0 && keys.is_undeclared(&name) {
            let sample = key.sample.into_iter().map(message).collect();
            snapshot.lists.push(List { key: name, messages: key.list, idle: key.idle, sample });
        }
        if key.name.starts_with(&keys.bindings()) {
            snapshot.bound.extend(key.set.iter().map(|member| keys.bound(member.as_bytes()).to_vec()));
        }
    }
    Ok(snapshot)
}

/// A message as kombu writes it.
fn message(message: Message) -> Vec<u8> {
    match message {
        Message::Text(text) => text.into_bytes(),
        Message::Task { task, origin } => {
            let headers = json!({"lang": "py", "task": task, "id": "0b7c", "origin": origin, "retries": 0});
            let properties = json!({"delivery_mode": 2, "delivery_info": {"exchange": "", "routing_key": ""}});
            let body = json!({"body": "W1tdLCB7fSwge31d", "content-type": "application/json", "content-encoding": "utf-8", "headers": headers, "properties": properties});
            body.to_string().into_bytes()
        }
    }
}

fn document(text: &str) -> Option<Value> {
    qc::documents(text.as_bytes()).ok()?.into_iter().next()
}

/// The examples and the cases of the pipeline that have no error, with the objects that are compared.
fn each_site(mut then: impl FnMut(&Site<'_>) -> Result<(), Failed>) -> Result<(), Failed> {
    let mut sites = 0;
    let examples = files(&root().join("spec/examples"), "celq").into_iter();
    let cases = entries(&root().join("tests/pipeline")).into_iter().map(|folder| pipeline_input(&folder));
    for path in examples.chain(cases.filter(|path| path.exists())) {
        let sources = several_sources("site.celq", &read_bytes(&path));
        compile(&sources, thorough(), |compiled| {
            let Some(proved) = compiled.proved() else { return Ok(()) };
            sites += 1;
            let mut objects = Vec::new();
            manifests::write(proved, |document| {
                let compared = ["Deployment", "ScaledObject", "HorizontalPodAutoscaler"];
                if matches!(document.what, What::Object { kind, .. } if compared.contains(&kind)) {
                    objects.extend(self::document(document.text));
                }
            });
            let file = File::of(proved, &sources, &document);
            then(&Site { path: &path.display().to_string(), proved, file, objects })
        })?;
    }
    ensure(sites > 25, || format!("{sites} sites compile"))
}

struct Site<'a> {
    path: &'a str,
    proved: Proved<'a>,
    file: File<'a>,
    objects: Vec<Value>,
}

impl Site<'_> {
    fn drift(&self, documents: Vec<Value>) -> Result<Drift, String> {
        let cluster = Cluster::of(documents, self.proved.plan().namespace())?;
        Ok(self.file.drift(Some(&cluster), None))
    }

    /// Does something to every value of every object that is compared, one of each object at a time, and asks of which
    /// objects something is said. `then` gets the object, the path, and whether it is reported.
    fn each_value(
        &self,
        change: impl Fn(&mut Value, &Path),
        mut then: impl FnMut(&Value, &Path, bool) -> Result<(), Failed>,
    ) -> Result<(), Failed> {
        // A scaler is spoken of under the name of its Deployment: one kind after the other.
        for deployments in [true, false] {
            let chosen = |object: &Value| (object["kind"] == "Deployment") == deployments;
            let paths = |object: &Value| if chosen(object) { leaves(self, object) } else { Vec::new() };
            let paths: Vec<Vec<Path>> = self.objects.iter().map(paths).collect();
            for turn in 0..paths.iter().map(Vec::len).max().unwrap_or_default() {
                let mut objects = self.objects.clone();
                let turns = || paths.iter().enumerate().filter_map(|(index, paths)| Some((index, paths.get(turn)?)));
                turns().for_each(|(index, path)| change(&mut objects[index], path));
                let drift = self.drift(objects)?;
                for (index, path) in turns() {
                    let object = &self.objects[index];
                    let name = format!("`{}`", object["metadata"]["name"].as_str().unwrap_or_default());
                    then(object, path, drift.sections.iter().any(|section| section.about == name))?;
                }
            }
        }
        Ok(())
    }
}

fn defaults_are_no_difference() -> Result<(), Failed> {
    each_site(|site| {
        let as_it_is = site.drift(site.objects.clone())?;
        ensure(as_it_is.sections.is_empty(), || format!("{}: {}", site.path, text(&as_it_is)))?;
        let list = json!({"apiVersion": "v1", "kind": "List", "items": as_the_cluster_has_it(&site.objects)});
        let of_the_cluster = site.drift(vec![list])?;
        ensure(of_the_cluster.sections.is_empty(), || format!("{}: {}", site.path, text(&of_the_cluster)))
    })
}

/// A way into a tree: keys and indices.
type Path = Vec<String>;

/// The paths of all leaves, and of everything else where `all`.
fn paths(value: &Value, all: bool) -> Vec<Path> {
    fn walk(value: &Value, all: bool, path: &mut Path, found: &mut Vec<Path>) {
        let children: Vec<(String, &Value)> = match value {
            Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), value)).collect(),
            Value::Array(items) => items.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect(),
            _ => Vec::new(),
        };
        if all || children.is_empty() {
            found.push(path.clone());
        }
        for (key, child) in children {
            path.push(key);
            walk(child, all, path, found);
            path.pop();
        }
    }
    let mut found = Vec::new();
    walk(value, all, &mut Vec::new(), &mut found);
    found
}

fn pointer(path: &[String]) -> String {
    path.iter().map(|key| format!("/{}", key.replace('~', "~0").replace('/', "~1"))).collect()
}

/// The values of an object that are compared: not what nobody can change, and not what the file does not say. Who the
/// object is comes elsewhere.
fn leaves(site: &Site<'_>, object: &Value) -> Vec<Path> {
    let is_compared = |path: &Path| match path.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["spec", "template", "metadata", "labels", label] => *label == "app.kubernetes.io/name",
        ["spec", "template", "spec", "containers", _, "image"] => says_image(site, object),
        ["spec", second, ..] => *second != "selector",
        _ => false,
    };
    paths(object, false).into_iter().filter(is_compared).collect()
}

fn says_image(site: &Site<'_>, object: &Value) -> bool {
    let plan = site.proved.plan();
    let name = object["metadata"]["name"].as_str().unwrap_or_default();
    let worker = plan.workers.iter().find(|worker| worker.workload == name);
    let beat = plan.model.beats.iter().find(|beat| plan.beat_name(beat) == name);
    worker.is_none_or(|worker| plan.said_image(worker).is_some())
        && beat.is_none_or(|beat| plan.said_beat_image(beat).is_some())
}

fn changed_values_are_reported() -> Result<(), Failed> {
    let mut changed: BTreeMap<String, usize> = BTreeMap::new();
    let change = |object: &mut Value, path: &Path| {
        let leaf = object.pointer_mut(&pointer(path)).expect("a path of this object");
        *leaf = match &*leaf {
            Value::String(text) => json!(format!("{text}x")),
            // Far from what a window of some week sets.
            Value::Number(number) => json!(number.as_i64().unwrap_or_default() + 1000),
            Value::Bool(flag) => json!(!*flag),
            _ => json!("x"),
        };
    };
    each_site(|site| {
        site.each_value(change, |object, path, reported| {
            *changed.entry(object["kind"].to_string()).or_default() += 1;
            ensure(reported, || format!("{}: {} of {}", site.path, pointer(path), object["metadata"]["name"]))
        })
    })?;
    ensure(changed.len() == 3 && changed.values().all(|count| *count > 50), || format!("changed: {changed:?}"))
}

/// An object of another name, kind, version or namespace is not there.
fn who_an_object_is() -> Result<(), Failed> {
    each_site(|site| {
        for (index, object) in site.objects.iter().enumerate().take(6) {
            let name = object["metadata"]["name"].as_str().unwrap_or_default();
            for path in ["/metadata/name", "/metadata/namespace", "/kind", "/apiVersion"] {
                let mut objects = site.objects.clone();
                let value = objects[index].pointer_mut(path).ok_or("an object without a name")?;
                *value = json!(format!("{}x", value.as_str().unwrap_or_default()));
                let said = site.drift(objects).map_or_else(|why| why, |drift| text(&drift));
                ensure(said.contains(&format!("`{name}`")), || format!("{}: {path} of {name}: {said}", site.path))?;
            }
        }
        Ok(())
    })
}

/// What holds where nothing is said, so that taking it away changes nothing.
const DEFAULTS: &[(&str, &str)] = &[
    ("pollingInterval", "30"),
    ("cooldownPeriod", "300"),
    ("minReplicaCount", "0"),
    ("minReplicas", "1"),
    ("replicas", "1"),
    ("metricType", "\"AverageValue\""),
    ("activationListLength", "\"0\""),
    ("activationValue", "\"0\""),
    ("databaseIndex", "\"0\""),
    ("listLength", "\"5\""),
    ("apiVersion", "\"apps/v1\""),
    ("kind", "\"Deployment\""),
    ("selectPolicy", "\"Max\""),
    ("type", "\"RollingUpdate\""),
    ("periodSeconds", "10"),
    ("timeoutSeconds", "1"),
    ("failureThreshold", "3"),
    ("terminationGracePeriodSeconds", "30"),
    ("maxSurge", "\"25%\""),
    ("maxUnavailable", "\"25%\""),
    ("protocol", "\"TCP\""),
    ("value", "\"\""),
];

fn removed_values_are_reported() -> Result<(), Failed> {
    let mut removed = 0;
    let remove = |object: &mut Value, path: &Path| {
        let (last, before) = path.split_last().expect("an object is no leaf");
        match object.pointer_mut(&pointer(before)) {
            Some(Value::Object(map)) => _ = map.remove(last),
            Some(Value::Array(items)) => _ = items.remove(last.parse().expect("an index")),
            _ => {}
        }
    };
    each_site(|site| {
        site.each_value(remove, |object, path, reported| {
            removed += 1;
            let value = object.pointer(&pointer(path)).map(ToString::to_string).unwrap_or_default();
            let is_default = path.last().is_some_and(|last| DEFAULTS.contains(&(last.as_str(), value.as_str())));
            ensure(reported || is_default, || {
                format!("{}: {} of {}: {value}", site.path, pointer(path), object["metadata"]["name"])
            })
        })
    })?;
    ensure(removed > 1000, || format!("{removed} values were removed"))
}

/// Whatever stands where in an object, there is something to say or not, and nothing ends.
fn anything_anywhere() -> Result<(), Failed> {
    let others = [json!(null), json!([]), json!({}), json!("x"), json!(-1), json!(true), json!([{"name": []}, "x", 1])];
    each_site(|site| {
        let mut kinds = Vec::new();
        for object in &site.objects {
            if kinds.contains(&&object["kind"]) {
                continue;
            }
            kinds.push(&object["kind"]);
            for path in paths(object, true) {
                for value in &others {
                    let mut other = object.clone();
                    *other.pointer_mut(&pointer(&path)).ok_or("a path leads nowhere")? = value.clone();
                    let _ = site.drift(vec![other]);
                }
            }
        }
        Ok(())
    })
}

fn any_bytes() -> Result<(), Failed> {
    let sources =
        several_sources("site.celq", b"broker redis key_prefix=\"a:\"\nqueue lms.high concurrency=1 keda min=1\n");
    compile(&sources, thorough(), |compiled| {
        let proved = compiled.proved().ok_or("the site has an error")?;
        let file = File::of(proved, &sources, &document);
        let said = |cluster: Option<&Cluster>, snapshot: Option<&Snapshot>| {
            let drift = file.drift(cluster, snapshot);
            (text(&drift), markdown(&drift))
        };
        let dumps =
            prop_oneof![vec(any::<u8>(), 0..200), "[-a-z:{}\\[\\]\"'#&*! \n]{0,80}".prop_map(String::into_bytes)];
        let dumped = |bytes: Vec<u8>| {
            if let Ok(Ok(cluster)) = qc::documents(&bytes).map(|documents| Cluster::of(documents, "openedx")) {
                said(Some(&cluster), None);
            }
            Ok(())
        };
        let mut runner = TestRunner::new(Config { cases: 500, failure_persistence: None, ..Config::default() });
        runner.run(&dumps, dumped).map_err(|error| Failed::from(error.to_string()))?;
        let bytes = || vec(any::<u8>(), 0..40);
        let list = (bytes(), any::<u64>(), any::<Option<u64>>(), vec(bytes(), 0..3))
            .prop_map(|(key, messages, idle, sample)| List { key, messages, idle, sample });
        let lists = vec(list, 0..6);
        let waiting = |lists: Vec<List>| {
            let bound = lists.iter().map(|list| list.key.clone()).collect();
            let hashes = lists.iter().map(|list| (list.key.clone(), list.messages)).collect();
            let own = lists.iter().map(|list| (list.key.clone(), Some(list.messages))).collect();
            let (text, _) = said(None, Some(&Snapshot { own, lists, more: 1, hashes, bound }));
            prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
            Ok(())
        };
        runner.run(&lists, waiting).map_err(|error| Failed::from(error.to_string()))
    })
}
