//! Nothing is dropped without a word: at each place of an input something is added, and it is in the site or in the findings;
//! each value of an input is changed, and the site or the findings change.

use celq_import::Imported;
use celq_import::finding::Kind;
use libtest_mimic::Failed;
use serde::Deserialize as _;
use serde_json::{Map, Value as Json, json};
use tests::{ensure, read_bytes, root};

use super::cases::{findings, of};

/// What is added: nobody has such a name.
const ADDED: &str = "zzadded";

/// What counts for nothing wherever it stands: a server writes it, or a tool for itself. The path of an object's field, or how
/// it begins.
const OF_NO_ACCOUNT: [&str; 15] = [
    "/status",
    "/metadata/uid",
    "/metadata/resourceVersion",
    "/metadata/generation",
    "/metadata/creationTimestamp",
    "/metadata/managedFields",
    "/metadata/selfLink",
    "/metadata/ownerReferences",
    "/metadata/annotations/deployment.kubernetes.io~1revision",
    "/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration",
    "/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt",
    "/metadata/labels/app.kubernetes.io~1instance",
    "/metadata/labels/scaledobject.keda.sh~1name",
    "/spec/template/metadata/labels/app.kubernetes.io~1instance",
    "/spec/template/metadata/creationTimestamp",
];

const PORT: &str = "qc's programs serve at ports of their own";
const SECRET: &str = "what is secret is not copied";
const NODE: &str = "it is said that qc names nodes, not what the name was";
const NOT_CELERYS: &str = "of settings that are not of Celery only the names are said";

/// Values that change nothing: the input, the object, how the path ends, and why.
const OTHERS: [(&str, &str, &str, &str); 36] = [
    ("objects-that-tutor-rendered", "Deployment lms-worker-high-mem", "/containers/0/args/4", NODE),
    (
        "objects-that-tutor-rendered",
        "Deployment flower",
        "/env/0/name",
        "any variable that is called a broker's is read",
    ),
    ("objects-that-tutor-rendered", "Deployment flower", "/env/1/value", PORT),
    ("objects-that-tutor-rendered", "Deployment flower", "/env/2/value", SECRET),
    ("objects-that-tutor-rendered", "Deployment flower", "/containers/0/name", "the Deployment is to be deleted"),
    ("objects-that-tutor-rendered", "Deployment flower", "/ports/0/containerPort", PORT),
    ("objects-that-tutor-rendered", "Deployment flower", "/ports/0/name", PORT),
    ("objects-from-a-cluster", "Deployment lms-worker-high", "/spec/replicas", "an autoscaler sets it"),
    ("objects-from-a-cluster", "Deployment lms-worker-high", "/containers/0/args/4", NODE),
    ("hours-by-cron", "CronJob reports-up", "/containers/0/name", "the CronJob is to be deleted"),
    ("hours-by-cron", "CronJob reports-down", "/containers/0/name", "the CronJob is to be deleted"),
    ("what-no-word-says", "Deployment worker", "/env/2/value", "the variable is left out for its name"),
    ("autoscaling-before-18", "", "/POD_AUTOSCALING_LMS_HPA", "it is said that no worker is meant"),
    ("autoscaling-before-18", "", "/POD_AUTOSCALING_LMS_MAX_REPLICAS", "it is said that no worker is meant"),
    ("redis-of-the-site", "", "/REDIS_PASSWORD", SECRET),
    ("redis-of-the-site", "", "/RUN_REDIS", "Redis is where `REDIS_HOST` says, whoever runs it"),
    ("flower-for-the-world", "", "/CELERY_FLOWER_BASIC_AUTH", SECRET),
    ("release-image-and-namespace", "", "/ID", NOT_CELERYS),
    ("release-image-and-namespace", "", "/LMS_HOST", NOT_CELERYS),
    ("release-image-and-namespace", "", "/OPENEDX_COMMON_VERSION", "any tag of a release means the release"),
    ("a-django-site-by-hand", "Deployment shop-worker", "/env/2/value", SECRET),
    ("a-django-site-by-hand", "Deployment shop-reports", "/env/2/value", SECRET),
    ("a-django-site-by-hand", "Deployment shop-beat", "/env/2/value", SECRET),
    ("a-django-site-by-hand", "Deployment flower", "/containers/0/args/3", PORT),
    ("a-django-site-by-hand", "Deployment flower", "/containers/0/args/4", SECRET),
    ("a-django-site-by-hand", "Deployment flower", "/containers/0/name", "the Deployment is to be deleted"),
    ("a-django-site-by-hand", "Deployment flower", "/ports/0/containerPort", PORT),
    ("a-django-site-by-hand", "Service flower", "/ports/0/port", PORT),
    ("a-django-site-by-hand", "Service flower", "/ports/0/targetPort", PORT),
    ("a-django-site-by-hand", "Ingress flower", "/port/number", PORT),
    ("a-django-site-by-hand", "Deployment celery-exporter", "/ports/0/containerPort", PORT),
    ("a-django-site-by-hand", "Deployment celery-exporter", "/ports/0/name", PORT),
    ("a-django-site-by-hand", "Service celery-exporter", "/ports/0/name", PORT),
    ("a-django-site-by-hand", "Service celery-exporter", "/ports/0/port", PORT),
    ("a-django-site-by-hand", "ServiceMonitor celery-exporter", "/endpoints/0/port", PORT),
    ("settings-of-a-django-site", "", "/ROOT_URLCONF", "its first part names the application"),
];

/// An input of one kind, as values.
pub(super) struct Input {
    /// The file's name.
    name: String,
    /// Its documents: objects, or settings.
    documents: Vec<Json>,
    /// How they are written.
    write: fn(&[Json]) -> String,
    /// Other files of the case.
    others: Vec<(String, Vec<u8>)>,
}

/// The Kubernetes objects, or the configuration, of a case.
pub(super) fn of_case(case: &str, file: &str) -> Input {
    let folder = root().join("tests/import").join(case);
    let text = String::from_utf8(read_bytes(&folder.join(file))).expect("a text");
    let mut others = super::cases::files_of(&folder);
    others.retain(|(name, _)| name != file);
    Input { name: file.to_owned(), documents: documents(&text), write: as_yaml, others }
}

/// What qc writes for a case of `tests/pipeline`.
pub(super) fn of_qc(case: &str) -> Input {
    let folder = root().join("tests/pipeline").join(case);
    let text = String::from_utf8(read_bytes(&folder.join("manifests.yaml"))).expect("a text");
    let settings = tests::files(&folder, "py").into_iter();
    let others = settings.map(|path| (path.to_string_lossy().into_owned(), read_bytes(&path))).collect();
    Input { name: "manifests.yaml".into(), documents: documents(&text), write: as_yaml, others }
}

fn documents(text: &str) -> Vec<Json> {
    let documents = serde_yaml::Deserializer::from_str(text).map(|document| Json::deserialize(document).expect("YAML"));
    let items = |document: Json| match document.get("items") {
        Some(Json::Array(items)) => items.clone(),
        _ => vec![document],
    };
    documents.flat_map(items).collect()
}

/// JSON is YAML.
fn as_yaml(documents: &[Json]) -> String {
    documents.iter().map(|document| format!("---\n{document}\n")).collect()
}

impl Input {
    fn import(&self, documents: &[Json]) -> Imported {
        let text = (self.write)(documents);
        of(&[&[(self.name.clone(), text.into_bytes())], &self.others[..]].concat())
    }
}

/// Adds something at each place.
pub(super) fn what_is_added(input: &Input) -> Result<(), Failed> {
    each_place(input, |documents, index, path| {
        let document = &mut documents[index];
        let there = document.pointer_mut(path)?;
        let at = match there {
            Json::Object(entries) => {
                entries.insert(ADDED.to_owned(), json!("zzvalue"));
                format!("{path}/{ADDED}")
            }
            Json::Array(items) => {
                items.push(if items.first().is_some_and(Json::is_object) {
                    json!({ ADDED: "zzvalue" })
                } else {
                    json!(ADDED)
                });
                format!("{path}/{}", items.len() - 1)
            }
            _ => return None,
        };
        let imported = input.import(documents);
        let said = imported.text.contains(ADDED) || findings(&imported).contains(ADDED);
        (!said && !is_left_out(&imported, &documents[index], &at))
            .then(|| format!("{at} is added, and nothing says so"))
    })
}

/// Changes each value: something else comes out, but for the few that are known to change nothing.
pub(super) fn what_is_changed(name: &str, input: &Input) -> Result<(), Failed> {
    let before = input.import(&input.documents);
    each_place(input, |documents, index, path| {
        let there = documents[index].pointer_mut(path)?;
        let other = match &*there {
            Json::String(text) if text.parse::<f64>().is_ok() => json!(format!("{text}1")),
            Json::String(text) => json!(format!("{text}zz")),
            Json::Number(number) => json!(number.as_i64()? + 1),
            Json::Bool(on) => json!(!on),
            _ => return None,
        };
        let was = std::mem::replace(there, other);
        if is_left_out(&before, &input.documents[index], path) {
            return None;
        }
        let after = input.import(documents);
        let same = before.text == after.text && findings(&before) == findings(&after);
        let title = title(&input.documents[index]);
        let known =
            OTHERS.iter().any(|(of, object, end, _)| *of == name && *object == title.trim() && path.ends_with(end));
        let changes = if same { "nothing" } else { "something" };
        (same != known).then(|| format!("{path} was {was} and is another, and {changes} changes"))
    })
}

/// Whether it is said that an object, or a part of it that has this place, is not in the site.
fn is_left_out(imported: &Imported, document: &Json, at: &str) -> bool {
    let title = title(document);
    imported.findings.iter().any(|finding| match finding.kind {
        Kind::LeftOut if finding.path == title => finding.message.starts_with("all of it: "),
        Kind::LeftOut => is_of(&finding.path, document, at),
        Kind::Note => names_of_others(&finding.to_string()).any(|other| other == title),
    })
}

/// The objects of which a finding says that they are none of Celery's.
fn names_of_others(finding: &str) -> impl Iterator<Item = &str> {
    finding.split_once(" of Celery's: ").into_iter().flat_map(|(_, names)| names.split(", ")).map(str::trim)
}

/// Goes through all places of all documents that count; collects what `change` complains about.
fn each_place(input: &Input, change: impl Fn(&mut Vec<Json>, usize, &str) -> Option<String>) -> Result<(), Failed> {
    let passed_over = findings(&input.import(&input.documents));
    let mut complaints = Vec::new();
    let mut count = 0;
    for (index, document) in input.documents.iter().enumerate() {
        let title = title(document);
        if passed_over.lines().flat_map(names_of_others).any(|name| name == title) || is_made(document) {
            continue;
        }
        let mut places = Vec::new();
        collect(document, String::new(), &mut places);
        // Of settings those that have no name of Celery's stay where they are, and only a name is said of them.
        places.retain(|path| !path.is_empty() || document.get("kind").is_some());
        places.retain(|path| !OF_NO_ACCOUNT.iter().any(|none| path.starts_with(none)));
        for path in places {
            count += 1;
            let mut documents = input.documents.clone();
            complaints.extend(change(&mut documents, index, &path).map(|complaint| format!("{title}: {complaint}")));
        }
    }
    ensure(complaints.is_empty(), || complaints.join("\n"))?;
    ensure(count > 5, || format!("only {count} places"))
}

fn is_made(document: &Json) -> bool {
    document.pointer("/metadata/ownerReferences").is_some()
}

fn title(document: &Json) -> String {
    let text = |path: &str| document.pointer(path).and_then(Json::as_str).unwrap_or_default();
    format!("{} {}", text("/kind"), text("/metadata/name"))
}

fn collect(json: &Json, path: String, places: &mut Vec<String>) {
    let step = |name: &str| format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
    match json {
        Json::Object(entries) => entries.iter().for_each(|(name, json)| collect(json, step(name), places)),
        Json::Array(items) => {
            items.iter().enumerate().for_each(|(at, json)| collect(json, step(&at.to_string()), places));
        }
        _ => {}
    }
    places.push(path);
}

/// Whether a finding is about something that a place is a part of, and no larger than the object.
fn is_of(finding: &str, document: &Json, at: &str) -> bool {
    let title = title(document);
    let path = finding.strip_prefix(&title).unwrap_or(finding).trim_start();
    let mut shown = String::new();
    for part in at.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        if part.parse::<usize>().is_ok() {
            shown += &format!("[{part}]");
        } else if part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') {
            shown += &format!(".{part}");
        } else {
            shown += &format!("[{part:?}]");
        }
    }
    let shown = shown.trim_start_matches('.');
    let path = path.trim_start_matches('.');
    !path.is_empty() && shown.starts_with(path)
}

/// Django settings, one document a name.
pub(super) fn of_settings(settings: Json) -> Input {
    let write = |documents: &[Json]| {
        let all = documents.iter().flat_map(|document| document.as_object().cloned().unwrap_or_default());
        all.map(|(name, value)| format!("{name} = {}\n", python(&value))).collect()
    };
    Input { name: "settings.py".into(), documents: vec![settings], write, others: Vec::new() }
}

/// What a plugin gives to both filters.
pub(super) fn of_plugin(config: Json) -> Input {
    let write = |documents: &[Json]| {
        let all = documents.iter().flat_map(|document| document.as_object().cloned().unwrap_or_default());
        let filter = |(name, value): (String, Json)| {
            format!("@{name}.add()\ndef change(config):\n    config = {}\n    return config\n\n", python(&value))
        };
        all.map(filter).collect()
    };
    Input { name: "plugin.py".into(), documents: vec![config], write, others: Vec::new() }
}

/// A value as Python writes it.
fn python(value: &Json) -> String {
    match value {
        Json::Null => "None".to_owned(),
        Json::Bool(on) => if *on { "True" } else { "False" }.to_owned(),
        Json::Array(items) => format!("[{}]", items.iter().map(python).collect::<Vec<_>>().join(", ")),
        Json::Object(entries) => {
            let entry = |(name, value): (&String, &Json)| format!("{}: {}", json!(name), python(value));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// What the two filters know.
pub(super) fn filters() -> Json {
    let mut workers = Map::new();
    let behaviour = json!({"scaleDown": {"policies": [{"type": "Pods", "value": 1, "periodSeconds": 60}]}});
    workers.insert("CELERY_WORKERS_CONFIG".into(), json!({
        "lms": {
            "default": {"min_replicas": 1, "max_replicas": 5, "list_length": 20, "enable_keda": true},
            "high": {"min_replicas": 2, "max_replicas": 6, "list_length": 30, "enable_keda": true, "extra_params": ["--concurrency=4"]},
        },
        "cms": {"default": {"enable_keda": false}},
    }));
    workers.insert(
        "AUTOSCALING_CONFIG".into(),
        json!({
            "cms-worker": {
                "enable_hpa": true, "memory_request": "1Gi", "memory_limit": "2Gi", "cpu_request": 0.25, "cpu_limit": 1,
                "min_replicas": 2, "max_replicas": 4, "avg_cpu": 70, "avg_memory": "500Mi", "enable_vpa": false,
                "behavior": behaviour,
            },
        }),
    );
    Json::Object(workers)
}

/// What settings of Open edX say of Celery.
pub(super) fn open_edx() -> Json {
    json!({
        "EXPLICIT_QUEUES": {
            "lms.djangoapps.grades.tasks.compute_grades_for_course_v2": {"queue": "edx.lms.core.high_mem"},
            "campus.tasks.send": {"queue": "edx.lms.core.high"},
        },
        "CELERY_ANNOTATIONS": {"campus.tasks.send": {"rate_limit": "10/m", "time_limit": 60, "soft_time_limit": 50}},
        "BROKER_TRANSPORT_OPTIONS": {"visibility_timeout": 7200, "global_keyprefix": "campus"},
    })
}

/// What settings of another site say of Celery.
pub(super) fn shop() -> Json {
    json!({
        "ROOT_URLCONF": "shop.urls",
        "CELERY_BROKER_URL": "redis://cache.shop:6380/2",
        "CELERY_BROKER_TRANSPORT_OPTIONS": {"visibility_timeout": 7200, "priority_steps": [0, 5], "sep": ":"},
        "CELERY_TASK_DEFAULT_QUEUE": "celery",
        "CELERY_TASK_ROUTES": {"shop.mail.send": {"queue": "mail", "priority": 5}, "shop.reports.*": {"queue": "reports"}},
        "CELERY_TASK_ANNOTATIONS": {"shop.mail.send": {"rate_limit": "10/m"}},
        "CELERY_TASK_TIME_LIMIT": 600,
        "CELERY_WORKER_CONCURRENCY": 4,
        "CELERY_WORKER_POOL": "prefork",
        "CELERY_WORKER_MAX_TASKS_PER_CHILD": 50,
        "CELERY_BROKER_USE_SSL": {"ssl_cert_reqs": "required"},
    })
}
