//! Target `model`: the resolved model as JSON, every value with its place in the file and whether it is inherited.

use serde_json::{Map, Value as Json, json};

use super::{Document, What};
use crate::Proved;
use crate::language::value::{Concurrency, Portion, Value};
use crate::language::{Access, CLAUSES, KEYS, Scope};
use crate::model::{EnvValue, EnvVar, Model, Queue, Setting, Settings, Slot};
use crate::plan::{Plan, Worker};
use crate::source::Span;

/// Writes the model.
pub fn write(proved: Proved<'_>, mut output: impl FnMut(&Document<'_>)) {
    let text = format!("{:#}\n", json(proved.plan()));
    output(&Document { what: What::File("model.json"), text: &text });
}

/// The model of a plan, be it proved or not.
pub fn json(plan: &Plan<'_>) -> Json {
    let model = plan.model;
    let site = pairs(Scope::Site, |access| match access {
        Access::Site(get, _) => get(&model.site),
        _ => None,
    });
    let broker = pairs(Scope::Broker, |access| match access {
        Access::Broker(get, _) => get(&model.broker),
        _ => None,
    });
    json!({
        "version": 1,
        "release": model.release.name,
        "site": { "name": &*model.site.name, "settings": site },
        "broker": { "kind": "redis", "settings": broker },
        "services": services(model),
        "queues": model.queues.iter().map(|queue| self::queue(model, queue)).collect::<Vec<_>>(),
        "tasks": tasks(model),
        "routes": model.routes.iter().map(|route| json!({
            "task": &*route.task,
            "queue": route.queue.to_string(),
            "span": span(route.span),
        })).collect::<Vec<_>>(),
        "workers": plan.workers.iter().map(|worker| self::worker(plan, worker)).collect::<Vec<_>>(),
    })
}

fn services(model: &Model<'_>) -> Vec<Json> {
    let service = |service: &crate::model::Service<'_>| {
        let settings = pairs(Scope::Service, |access| match access {
            Access::Service(get, _) => get(service),
            _ => None,
        });
        json!({
            "name": &*service.name,
            "settings": settings,
            "env": env(&service.env),
            "defaults": self::settings(&service.defaults),
        })
    };
    model.services.iter().map(service).collect()
}

fn tasks(model: &Model<'_>) -> Vec<Json> {
    let task = |task: &crate::model::Task<'_>| {
        let settings = pairs(Scope::Task, |access| match access {
            Access::Task(get, _) => get(task),
            _ => None,
        });
        json!({ "name": &*task.name, "span": span(task.span), "settings": settings })
    };
    model.tasks.iter().map(task).collect()
}

fn queue(model: &Model<'_>, queue: &Queue<'_>) -> Json {
    json!({
        "service": &*model.service(queue.service).name,
        "variant": &*queue.variant,
        "span": span(queue.subject),
        "settings": settings(&queue.settings),
    })
}

fn worker(plan: &Plan<'_>, worker: &Worker<'_>) -> Json {
    let (rest, full) = worker.replicas();
    json!({
        "workload": &*worker.workload,
        "service": &*plan.model.service(worker.service).name,
        "consumes": worker.consumes.iter().map(|queue| &*queue.name).collect::<Vec<_>>(),
        "image": plan.image(worker),
        "replicas": { "rest": rest, "full": full },
        "grace_seconds": worker.grace().0,
        "tasks": worker.ways,
    })
}

/// The keys of a queue, and in objects of their own those of its clauses.
fn settings(settings: &Settings<'_>) -> Json {
    let get = |access: &Access| match access {
        Access::Queue(get, _) => get(settings),
        _ => None,
    };
    let mut all = pairs(Scope::OneQueue, get);
    all.append(&mut pairs(Scope::Queue, get));
    for clause in CLAUSES {
        let content = if clause.scope == Scope::Env { env(&settings.env) } else { pairs(clause.scope, get) };
        if !content.is_empty() || (clause.scope == Scope::Keda && settings.keda.is_some()) {
            all.insert(clause.word.to_owned(), Json::Object(content));
        }
    }
    Json::Object(all)
}

fn pairs<'s>(scope: Scope, get: impl Fn(&Access) -> Slot<Value<'s>>) -> Map<String, Json> {
    let mut map = Map::new();
    for key in KEYS {
        for place in key.places.iter().filter(|place| place.scope == scope) {
            if let Some(written) = get(&place.access) {
                map.insert(key.name.to_owned(), setting(&written, &value(&written.value)));
            }
        }
    }
    map
}

fn env(variables: &[EnvVar<'_>]) -> Map<String, Json> {
    let variable = |variable: &EnvVar<'_>| {
        let value = match &variable.value.value {
            EnvValue::Text(text) => json!(&**text),
            EnvValue::Reference(reference) => json!(reference.to_string()),
        };
        (variable.name.to_string(), setting(&variable.value, &value))
    };
    variables.iter().map(variable).collect()
}

fn setting<T>(setting: &Setting<T>, value: &Json) -> Json {
    json!({ "value": value, "span": span(setting.span), "inherited": setting.inherited })
}

fn span(span: Span) -> Json {
    json!([span.start, span.end])
}

/// Numbers, switches and lists as JSON has them; quantities as they are written.
fn value(value: &Value<'_>) -> Json {
    match value {
        Value::Switch(on) => json!(on),
        Value::Integer(number) => json!(number),
        Value::Concurrency(Concurrency::Fixed(number)) | Value::Portion(Portion::Count(number)) => json!(number),
        Value::Steps(numbers) => json!(numbers),
        Value::Text(text) => json!(&**text),
        Value::Texts(texts) => json!(texts.iter().map(|word| &*word.text).collect::<Vec<_>>()),
        Value::Labels(labels) => {
            json!(labels.iter().map(|label| format!("{}:{}", label.key, label.value)).collect::<Vec<_>>())
        }
        Value::Tolerations(taints) => json!(taints.iter().map(ToString::to_string).collect::<Vec<_>>()),
        other => json!(other.to_string()),
    }
}
