//! `CELERY_WORKERS_CONFIG` of tutor-contrib-celery and its settings about queues → workers and routes.

use celq::catalog;
use celq::language::value::Value as Said;
use celq::language::{Key, Scope, clauses, keys, statements};

use super::{Config, SERVICES, Tutor, setting};
use crate::command;
use crate::draft::{Draft, Route, Worker, say};
use crate::finding::{Findings, Place};
use crate::node::{At, Node, Value};
use crate::options;

/// The default variant's limits where nobody changes them.
const DEFAULT_MOST: i64 = 10;
/// Everybody else's.
const MOST: i64 = 30;

/// What scales a variant, with what holds where nothing is said.
const SCALING: [(&str, &Key, i64); 3] = [
    (".min_replicas", &keys::min::KEY, 0),
    (".max_replicas", &keys::max::KEY, MOST),
    (".list_length", &keys::list_length::KEY, 40),
];

/// What the plugin itself declares: the default workers, without a scaler.
pub(super) fn base() -> Node {
    let number = |number: i64| Node::new(<_>::default(), Value::Number(number.to_string()));
    let mut config = Node::empty();
    for service in SERVICES {
        let (mut variants, mut default) = (Node::empty(), Node::empty());
        for (path, _, unsaid) in SCALING {
            default.put(&path[1..], number(if unsaid == MOST { DEFAULT_MOST } else { unsaid }));
        }
        default.put("enable_keda", Node::new(<_>::default(), Value::Switch(false)));
        variants.put("default", default);
        config.put(service, variants);
    }
    config
}

/// Reads the workers and the routes.
pub(super) fn read(tutor: &mut Tutor, draft: &mut Draft, findings: &mut Findings) {
    let given = tutor.workers.is_some();
    let mut config = tutor.workers.take().unwrap_or_else(base);
    older(&mut tutor.config, &mut config, findings);
    tutor.config.take("CELERY_VERSION");
    for name in SERVICES {
        let Some(variants) = config.entry(name) else { continue };
        for (variant, node) in variants.entries_mut() {
            worker(name, variant, node, draft, findings);
        }
    }
    for (name, node) in config.entries_mut().iter_mut().filter(|(name, _)| !SERVICES.contains(&name.as_str())) {
        let at = node.entries().iter().map(|(_, node)| node.at).fold(node.at, At::or);
        let place = Place::new(at).of(format!("CELERY_WORKERS_CONFIG.{name}"));
        let app = format!("`{0} {name} {1}={name}.celery`", statements::service::STATEMENT.word, keys::app::KEY.name);
        findings.left_out(&place, format!("an application of its own is declared with {app} and its queues"));
        node.value = Value::Null;
    }
    unconsumed(&config, draft, findings);
    if given || !config.entries().is_empty() {
        findings.leftovers(&Place::default().of("CELERY_WORKERS_CONFIG"), &config);
    }
    for name in SERVICES {
        let key = format!("CELERY_{}_EXPLICIT_QUEUES", name.to_ascii_uppercase());
        if let Some(node) = tutor.config.take(&key) {
            explicit_queues(name, node, &setting(&key, <_>::default()), draft, findings);
        }
    }
}

/// Until version 18.2 of the plugin, settings named the queues.
fn older(settings: &mut Config, config: &mut Node, findings: &mut Findings) {
    let enabled = settings.take("CELERY_MULTIQUEUE_ENABLED");
    let variants = settings.take("CELERY_WORKER_VARIANTS");
    let place = setting("CELERY_WORKER_VARIANTS", variants.as_ref().map_or_else(<_>::default, |node| node.at));
    if enabled.as_ref().and_then(Node::switch) == Some(false) {
        if variants.is_some() {
            findings.note(&place, "means nothing: `CELERY_MULTIQUEUE_ENABLED` is false");
        }
        return;
    }
    let Some(mut variants) =
        variants.or_else(|| enabled.filter(|node| node.switch() == Some(true)).map(|_| recommended()))
    else {
        return;
    };
    for service in SERVICES {
        let Some(texts) = variants.take_texts(&format!(".{service}")) else { continue };
        for variant in texts {
            if let Some(of_service) = config.entry(service).filter(|node| !node.has(&format!(".{variant}"))) {
                of_service.put(&variant, Node::empty());
            }
        }
    }
    findings.leftovers(&place, &variants);
}

/// The queues that those versions gave workers of their own by default.
fn recommended() -> Node {
    let list = |variants: [&str; 2]| Node::new(<_>::default(), Value::List(variants.map(Node::of_text).to_vec()));
    let mut all = Node::empty();
    all.put("lms", list(["high", "high_mem"]));
    all.put("cms", list(["high", "low"]));
    all
}

/// One variant of a service.
fn worker(service: &str, variant: &str, node: &mut Node, draft: &mut Draft, findings: &mut Findings) {
    let place = Place::new(node.at).of(format!("CELERY_WORKERS_CONFIG.{service}.{variant}"));
    if !matches!(node.value, Value::Map(_)) {
        return;
    }
    node.open();
    let known = catalog::newest().services.iter().find(|known| known.name == service);
    let Some(known) = known else { return };
    let is_default = variant == known.default;
    let index = draft.known(service, &place);
    let own = known.queue.replace("{service}", service).replace("{variant}", variant);
    let there = draft.workers.iter().position(|worker| worker.service == index && is_default);
    let mut worker = match there {
        Some(there) => draft.workers.remove(there),
        None => Worker { service: index, place: place.clone(), ..Worker::default() },
    };
    if !is_default {
        worker.queues = Some(vec![own.clone()]);
        worker.own = Some(own);
    }
    parameters(node, is_default, &mut worker, &place, findings);
    scaling(node, is_default, &mut worker, &place, findings);
    draft.workers.push(worker);
}

fn parameters(node: &mut Node, is_default: bool, worker: &mut Worker, place: &Place, findings: &mut Findings) {
    let Some(taken) = node.take_if(".extra_params", |node| node.texts().is_some()) else { return };
    let place = place.part(".extra_params").at(taken.at);
    let words = taken.texts().unwrap_or_default();
    if is_default && !words.is_empty() {
        findings.note(&place, "the plugin passes over the parameters of a default worker; the site has them");
    }
    let known = catalog::newest().services.iter().find(|_| true).map_or(&[][..], |known| known.unmodelled);
    let (queues, own) = (worker.queues.clone(), worker.own.clone());
    options::read(command::options(&words), known, worker, &place, findings);
    if worker.queues != queues {
        let given = worker.queues.take().unwrap_or_default().join(",");
        findings.left_out(&place, format!("`--queues={given}`: each queue of the site has a worker of its own"));
    }
    (worker.queues, worker.own) = (queues, own);
}

fn scaling(node: &mut Node, is_default: bool, worker: &mut Worker, place: &Place, findings: &mut Findings) {
    let enabled = node.take_switch(".enable_keda") == Some(true);
    if enabled {
        worker.said.open(&clauses::keda::CLAUSE);
    }
    for (path, key, unsaid) in SCALING {
        let taken = node.take_if(path, |node| node.number().is_some());
        let given = taken.as_ref().and_then(Node::number);
        let place = place.part(path).at(taken.map_or_else(<_>::default, |node| node.at));
        let silent = if is_default && unsaid == MOST { DEFAULT_MOST } else { unsaid };
        if enabled {
            say(&mut worker.said, (Scope::Keda, key), &Said::Integer(given.unwrap_or(unsaid)), &place, findings);
        } else if given.is_some_and(|given| given != silent) {
            findings.note(&place, "means nothing without `enable_keda`");
        }
    }
}

/// As soon as a service has one variant more, the plugin narrows its default worker, and what is not declared has no
/// consumer. The site's default workers consume it.
fn unconsumed(config: &Node, draft: &Draft, findings: &mut Findings) {
    let mut lost = Vec::new();
    for known in draft.release.0.services {
        let declared = config.look(known.name).map_or(&[][..], Node::entries);
        let only_default = declared.iter().all(|(name, _)| name == known.default);
        let missing = known.variants().filter(|variant| !declared.iter().any(|(name, _)| name == variant));
        let missing = missing.filter(|variant| !only_default || known.routed_only.contains(variant));
        lost.extend(missing.map(|variant| known.queue.replace("{service}", known.name).replace("{variant}", variant)));
    }
    if !lost.is_empty() && draft.workers.iter().any(|worker| worker.own.is_some()) {
        let names: Vec<String> = lost.iter().map(|name| format!("`{name}`")).collect();
        findings.note(
            &Place::default().of("CELERY_WORKERS_CONFIG"),
            format!("the plugin leaves nobody to consume {}; the site's default workers do", names.join(", ")),
        );
    }
}

/// `EXPLICIT_QUEUES`: a task and its queue.
pub(crate) fn explicit_queues(service: &str, node: Node, place: &Place, draft: &mut Draft, findings: &mut Findings) {
    let mut node = node;
    let place = place.at(node.at);
    if node.value == Value::Null {
        return;
    }
    let index = draft.known(service, &place);
    if !matches!(node.value, Value::Map(_)) {
        findings.left_over(&place, &node);
        return;
    }
    for (task, target) in node.entries_mut() {
        let place = place.part(&format!(".{task}")).at(target.at);
        let queue = match target.take_text(".queue") {
            Some(queue) => queue,
            None => match target.text() {
                Some(queue) => {
                    let queue = queue.to_owned();
                    target.value = Value::Null;
                    queue
                }
                None => continue,
            },
        };
        let priority = target.take_number(".priority");
        let route = Route { task: task.clone(), queue, priority, registered: Vec::new(), service: Some(index), place };
        draft.routes.push(route);
    }
    findings.leftovers(&place, &node);
}
