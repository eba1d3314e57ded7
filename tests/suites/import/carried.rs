//! The part of a model that manifests and settings carry. What they do not is listed here, each with its reason; names and
//! inheritance are seen through: a worker is what it is called, whoever said so.

use celq::catalog::{Obeys, WORKER_OPTIONS};
use celq::language::keys::pool::Pool;
use celq::language::typed::Words as _;
use celq::language::value::Seconds;
use celq::language::{CLAUSES, Default as Unsaid, Scope, entries, entry};
use serde_json::{Map, Value as Json, json};

/// What nothing that is written carries, or what carries it otherwise.
const NOT_CARRIED: &[(&str, &str)] = &[
    ("site.celery", "the version of Celery in the image is known as far as the options of the workers need it"),
    ("site.packages", "what is in the image stands in no manifest"),
    ("site.kubernetes", "what is in the cluster stands in no manifest"),
    ("site.keda", "what is in the cluster stands in no manifest"),
    ("site.release", "is compared as what it means"),
    ("site.image", "is compared as the image of each worker"),
    ("site.namespace", "is compared as the namespace of all documents"),
    ("queue.image", "is compared as the image of each worker"),
    ("queue.replicas", "is compared as the pods of each worker"),
    ("queue.name", "is compared as the names that each worker consumes"),
    ("queue.workload", "is compared as the name of each worker"),
    ("queue.on", "is compared as the names that each worker consumes"),
    ("queue.catch_all", "is compared as the names that each worker consumes"),
    ("queue.grace", "is compared as the seconds of each worker: tasks that nothing carries may be why"),
    ("queue.claim", "who has a pool, until when and what for is in the file alone"),
    ("queue.window", "hours come back as what they mean: tests/suites/week.rs holds that against the clock"),
    ("queue.keda.min", "with windows the fewest of the week"),
    ("queue.hpa.min", "with windows the fewest of the week"),
    ("queue.hpa.max", "with windows the most of the week"),
    ("queue.alert", "is compared as the rules of Prometheus"),
    ("queue.events", "is compared as the options of each worker"),
];

/// What is carried of a model.
pub(super) fn carried(model: &Json) -> Json {
    let mut workers = Vec::new();
    for worker in list(&model["workers"]) {
        let mut worker = worker.clone();
        // Tasks of which the file alone knows are ways that nothing carries.
        worker["tasks"].take();
        let own = &worker["consumes"][0];
        let settings =
            of_worker(model, own.as_str().unwrap_or_default(), worker["service"].as_str().unwrap_or_default());
        worker["settings"] = settings;
        workers.push(worker);
    }
    workers.sort_by_key(|worker| worker["workload"].to_string());
    let monitored = ["flower", "exporter"].iter().any(|one| !model[one]["settings"]["service_monitor"].is_null());
    // Only objects of Prometheus have the label.
    let without = if monitored || !model["alerts"].is_null() { &[][..] } else { &["prometheus_release"][..] };
    json!({
        "release": model["release"],
        "site": of_clause("site", &[Scope::Site], &model["site"]["settings"], without),
        "workers": workers,
        "beats": list(&model["beats"]).map(|beat| json!([beat["service"], of_clause("beat", &[Scope::Beat], &beat["settings"], &["image"])])).collect::<Vec<_>>(),
        "watched": [!model["flower"].is_null(), !model["exporter"].is_null(), !model["alerts"].is_null()],
    })
}

/// What is said of the worker of a queue, with what it inherits.
fn of_worker(model: &Json, own: &str, service: &str) -> Json {
    let of_service = list(&model["services"]).find(|one| one["name"] == service);
    let named = |queue: &&Json| {
        let name = &queue["settings"]["name"]["value"];
        let variant = queue["variant"].as_str().unwrap_or_default();
        queue["service"] == service
            && (name == own || (name.is_null() && by_pattern(of_service, service, variant) == own))
    };
    let queue = list(&model["queues"]).find(named).map(|queue| &queue["settings"]);
    let defaults = of_service.map(|service| &service["defaults"]);
    let settings = queue.or(defaults).cloned().unwrap_or_default();
    let mut said = of_clause("queue", &[Scope::Queue, Scope::OneQueue], &settings, &[]);
    // Kubernetes keeps labels of nodes by name.
    if let Some(labels) = said.pointer_mut("/place/node").and_then(Json::as_array_mut) {
        labels.sort_by_key(Json::to_string);
    }
    // An option that the pool ignores is not written.
    let pool =
        said["pool"].as_str().and_then(|pool| Pool::ALL.iter().position(|one| one.word() == pool)).unwrap_or_default();
    for option in WORKER_OPTIONS.iter().filter(|option| option.pools[pool] == Obeys::Ignored) {
        if let (Some(key), Some(said)) = (option.key, said.as_object_mut()) {
            said.remove(key);
        }
    }
    // Variables of the service and of the queue are those of the container.
    let mut env = Map::new();
    for from in [of_service.map(|service| &service["settings"]["env"]), Some(&settings["env"])].into_iter().flatten() {
        env.extend(
            from.as_object().into_iter().flatten().map(|(name, variable)| (name.clone(), variable["value"].clone())),
        );
    }
    said["env"] = Json::Object(env);
    said
}

/// The name that a service's pattern makes for a queue.
fn by_pattern(service: Option<&Json>, name: &str, variant: &str) -> String {
    let pattern = service.and_then(|service| service["settings"]["queue"]["value"].as_str());
    let known = celq::catalog::newest().services.iter().any(|service| service.name == name);
    let unsaid = if known { "edx.{service}.core.{variant}" } else { "{variant}" };
    pattern.unwrap_or(unsaid).replace("{service}", name).replace("{variant}", variant)
}

/// The pairs of a statement and of its clauses, without what holds anyway and what is not carried.
fn of_clause(of: &str, scopes: &[Scope], settings: &Json, left_out: &[&str]) -> Json {
    let carried = |path: &str| !NOT_CARRIED.iter().any(|(known, _)| *known == path);
    let has_windows = !settings["window"].is_null();
    let mut all = Map::new();
    for (name, setting) in settings.as_object().into_iter().flatten() {
        let path = format!("{of}.{name}");
        if left_out.contains(&name.as_str()) || name == "env" || !carried(&path) {
            continue;
        }
        if let Some(clause) = CLAUSES.iter().find(|clause| clause.word == name && setting.get("value").is_none()) {
            let of_window = |key: &str| has_windows && !carried(&format!("{path}.{key}"));
            let pairs = setting.as_object().into_iter().flatten();
            let pairs =
                pairs.filter(|(key, pair)| !holds_anyway(&[clause.scope], key, &pair["value"]) && !of_window(key));
            all.insert(name.clone(), pairs.map(|(key, pair)| (key.clone(), pair["value"].clone())).collect());
        } else if !holds_anyway(scopes, name, &setting["value"]) {
            all.insert(name.clone(), setting["value"].clone());
        }
    }
    Json::Object(all)
}

/// Whether a value is the one that holds when it is not said.
fn holds_anyway(scopes: &[Scope], key: &str, value: &Json) -> bool {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let text = match text.as_str() {
        "true" => "on".to_owned(),
        "false" => "off".to_owned(),
        _ => text,
    };
    match entry(scopes, key).map(|entry| entry.place.default) {
        Some(Unsaid::Integer(number, _)) => number.to_string() == text,
        Some(Unsaid::Duration(seconds, _)) => Seconds(seconds).to_string() == text,
        Some(Unsaid::Word(word, _)) => word == text,
        _ => false,
    }
}

fn list(json: &Json) -> impl Iterator<Item = &Json> {
    json.as_array().into_iter().flatten()
}

/// Each exception is a word of the vocabulary.
pub(super) fn exceptions_are_words() -> Result<(), libtest_mimic::Failed> {
    for (path, why) in NOT_CARRIED {
        let word = path.rsplit('.').next().unwrap_or_default();
        let known = celq::language::key(word).is_some() || celq::language::clause(word).is_some();
        tests::ensure(known && why.len() > 10, || format!("`{path}` is no word, or has no reason"))?;
    }
    let _ = entries(Scope::Site);
    Ok(())
}
