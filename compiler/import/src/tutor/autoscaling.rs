//! `AUTOSCALING_CONFIG` of tutor-contrib-pod-autoscaling and its settings → `hpa`, `resources` and `vpa` of workers.

use celq::language::value::{Bytes, Load, Percent, Value as Said};
use celq::language::{Scope, clauses, keys};

use super::{Config, SERVICES, Tutor, setting};
use crate::behavior;
use crate::draft::{Draft, Worker, say};
use crate::finding::{Findings, Place};
use crate::node::{At, Node, Value};
use crate::quantity::{cpu_amount, memory, memory_amount};

/// What the plugin declares itself, for workers. The limit of memory is four times the request.
const WORKERS: [(&str, &str); 10] = [
    ("enable_hpa", "true"),
    ("memory_request", "750Mi"),
    ("cpu_request", "0.5"),
    ("memory_limit", "3000Mi"),
    ("cpu_limit", "1"),
    ("min_replicas", "1"),
    ("max_replicas", "6"),
    ("avg_cpu", "100"),
    ("avg_memory", "''"),
    ("enable_vpa", "false"),
];
/// How settings before version 18 ended, each with the key of today.
const OLDER: [(&str, &str); 10] = [
    ("HPA", "enable_hpa"),
    ("MEMORY_REQUEST", "memory_request"),
    ("CPU_REQUEST", "cpu_request"),
    ("MEMORY_LIMIT", "memory_limit"),
    ("CPU_LIMIT", "cpu_limit"),
    ("MIN_REPLICAS", "min_replicas"),
    ("MAX_REPLICAS", "max_replicas"),
    ("AVG_CPU", "avg_cpu"),
    ("AVG_MEMORY", "avg_memory"),
    ("VPA", "enable_vpa"),
];
/// The filter, and the setting that takes its place.
const FILTER: &str = "AUTOSCALING_CONFIG";
const EXTRA: &str = "POD_AUTOSCALING_EXTRA_SERVICES";
/// The Deployments that the plugin scales by itself.
const DEPLOYMENTS: [&str; 4] = ["lms", "lms-worker", "cms", "cms-worker"];

/// What the plugin itself declares.
pub(super) fn base() -> Node {
    let mut config = Node::empty();
    for name in DEPLOYMENTS {
        let mut of_worker = Node::empty();
        for (key, value) in WORKERS {
            let (read, _) = crate::yaml::documents(value, 0);
            of_worker.put(key, read.into_iter().next().unwrap_or_else(Node::null));
        }
        of_worker.put("behavior", Node::empty());
        config.put(name, of_worker);
    }
    config
}

/// Reads the autoscalers.
pub(super) fn read(tutor: &mut Tutor, draft: &mut Draft, findings: &mut Findings) {
    let enabled = tutor.config.enables("pod-autoscaling") == Some(true);
    if !(enabled || tutor.autoscaling.is_some() || tutor.config.has_any("POD_AUTOSCALING_")) {
        return;
    }
    let mut config = tutor.autoscaling.take().unwrap_or_else(base);
    tutor.config.take("POD_AUTOSCALING_VERSION");
    older(&mut tutor.config, &mut config);
    // A setting takes the place of the filter's whole value.
    let mut extra = tutor.config.take(EXTRA).unwrap_or_else(Node::empty);
    if !matches!(extra.value, Value::Map(_)) {
        findings.left_over(&setting(EXTRA, extra.at), &extra);
    }
    for (name, node) in extra.entries_mut() {
        config.put(name, node.clone());
    }
    let mut others = Vec::new();
    for (name, node) in config.entries_mut() {
        let said_in = if extra.entry(name).is_some() { EXTRA } else { FILTER };
        let place = Place::new(node.at).of(format!("{said_in}.{name}"));
        match worker(name, draft, &place) {
            Some(index) => autoscaler(node, index, draft, &place, findings),
            None if node.at == At::default() && node.entries().iter().all(|(_, node)| node.at == At::default()) => {
                others.push(name.clone());
                node.value = Value::Null;
            }
            None => {
                let at = node.entries().iter().map(|(_, node)| node.at).fold(node.at, At::or);
                findings.left_out(&place.at(at), "is no Celery worker: its autoscaler stays with pod-autoscaling");
                node.value = Value::Null;
            }
        }
    }
    if !others.is_empty() {
        let place = Place::default().of(FILTER);
        let are = if others.len() == 1 { "is no Celery worker: it stays" } else { "are no Celery workers: they stay" };
        findings.note(&place, format!("{} {are} with pod-autoscaling", others.join(" and ")));
    }
    findings.leftovers(&Place::default().of(FILTER), &config);
}

/// Settings before version 18: `POD_AUTOSCALING_LMS_WORKER_MAX_REPLICAS`.
fn older(settings: &mut Config, config: &mut Node) {
    for name in DEPLOYMENTS {
        let prefix = format!("POD_AUTOSCALING_{}_", name.replace('-', "_").to_ascii_uppercase());
        for (suffix, key) in OLDER {
            if let Some(node) = settings.take(&format!("{prefix}{suffix}"))
                && let Some(of_worker) = config.entry(name)
            {
                of_worker.put(key, node);
            }
        }
    }
}

/// The worker of a Deployment's name.
fn worker(deployment: &str, draft: &mut Draft, place: &Place) -> Option<usize> {
    let service = SERVICES.into_iter().find(|service| deployment.starts_with(&format!("{service}-worker")))?;
    let index = draft.known(service, place);
    let known = draft.release.0.services.iter().find(|known| known.name == service)?;
    if deployment == format!("{service}-worker") {
        let found = draft.workers.iter().position(|worker| worker.service == index && worker.own.is_none());
        return Some(found.unwrap_or_else(|| {
            draft.workers.push(Worker { service: index, place: place.clone(), ..Worker::default() });
            draft.workers.len() - 1
        }));
    }
    let variant = deployment.strip_prefix(&format!("{service}-worker-"))?;
    draft.workers.iter().position(|worker| {
        let name = |variant: &str| known.queue.replace("{service}", service).replace("{variant}", variant);
        let own = worker.own.as_deref().filter(|_| worker.service == index);
        own.is_some_and(|own| own.replace('_', "-") == name(variant).replace('_', "-"))
    })
}

/// What is said of one Deployment.
fn autoscaler(node: &mut Node, index: usize, draft: &mut Draft, place: &Place, findings: &mut Findings) {
    if !matches!(node.value, Value::Map(_)) {
        return;
    }
    node.open();
    let said = &mut draft.workers[index].said;
    if node.take_switch(".enable_vpa") == Some(true) {
        said.open(&clauses::vpa::CLAUSE);
    }
    if node.take_switch(".enable_hpa") != Some(true) {
        // Without it the plugin writes neither limits nor requests.
        WORKERS.iter().map(|(key, _)| *key).chain(["behavior"]).for_each(|key| _ = node.take_entry(key));
        return;
    }
    resources(node, said, place, findings);
    if said.has_clause(&clauses::keda::CLAUSE) {
        let why = "its autoscaler: the worker has `enable_keda`, and two autoscalers work against each other";
        findings.left_out(place, why);
        for key in ["min_replicas", "max_replicas", "avg_cpu", "avg_memory", "behavior"] {
            node.take_entry(key);
        }
        return;
    }
    said.open(&clauses::hpa::CLAUSE);
    for (path, key) in [(".min_replicas", &keys::min::KEY), (".max_replicas", &keys::max::KEY)] {
        let Some(taken) = node.take_if(path, |node| node.number().is_some()) else { continue };
        let value = Said::Integer(taken.number().unwrap_or_default());
        say(said, (Scope::Hpa, key), &value, &place.part(path).at(taken.at), findings);
    }
    if let Some(taken) = node.take_if(".avg_cpu", |node| node.number().is_some()) {
        let percent = u32::try_from(taken.number().unwrap_or_default()).unwrap_or_default();
        let place = place.part(".avg_cpu").at(taken.at);
        if percent > 0 {
            say(said, (Scope::Hpa, &keys::cpu::KEY), &Said::Percent(Percent(percent)), &place, findings);
        }
    }
    if let Some(taken) =
        node.take_if(".avg_memory", |node| node.text().is_some_and(|text| text.is_empty() || memory(text).is_some()))
        && let Some((bytes, _)) = taken.text().and_then(memory)
    {
        let place = place.part(".avg_memory").at(taken.at);
        say(said, (Scope::Hpa, &keys::memory::KEY), &Said::Load(Load::Bytes(Bytes(bytes.0))), &place, findings);
    }
    if let Some(behavior) = node.go(".behavior") {
        behavior.open();
        behavior::read(behavior, said, &place.part(".behavior"), findings);
    }
    let aims = [&keys::max::KEY, &keys::cpu::KEY, &keys::memory::KEY];
    if aims.iter().all(|key| said.get(Scope::Hpa, key).is_none()) {
        findings.left_out(&place.part(".enable_hpa"), "nothing says what it aims at, and how far");
    }
}

fn resources(node: &mut Node, said: &mut crate::said::Said, place: &Place, findings: &mut Findings) {
    let amounts = |node: &Node, name: &str| {
        let of = |end: &str| node.look(&format!(".{name}_{end}")).and_then(Node::scalar);
        (of("request"), of("limit"))
    };
    let (request, limit) = amounts(node, "memory");
    if let Some((value, exact)) =
        request.as_deref().or(limit.as_deref()).and_then(|request| memory_amount(request, limit.as_deref()))
    {
        let place = place.part(".memory_request");
        say(said, (Scope::Resources, &keys::memory::KEY), &value, &place, findings);
        if !exact {
            findings.note(&place, format!("is no whole number of Ki: {value} is written"));
        }
        node.take(".memory_request");
        node.take(".memory_limit");
    }
    // A request or limit of 0 is none.
    let some = |text: Option<String>| text.filter(|text| text.parse() != Ok(0.0));
    let (request, limit) = amounts(node, "cpu");
    let (request, limit) = (some(request), some(limit));
    let value = request.as_deref().or(limit.as_deref()).and_then(|request| cpu_amount(request, limit.as_deref()));
    let unsaid = request.is_none() && limit.is_none();
    if let Some(value) = &value {
        say(said, (Scope::Resources, &keys::cpu::KEY), value, &place.part(".cpu_request"), findings);
    }
    if value.is_some() || unsaid {
        node.take(".cpu_request");
        node.take(".cpu_limit");
    }
}
