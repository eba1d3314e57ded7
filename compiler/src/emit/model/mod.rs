//! Target `model`: the resolved model as JSON, every value with its place in the file and whether it is inherited.

use serde_json::{Map, Value as Json, json};

use super::origin::Origin;
use super::{Document, Target, What};
use crate::Proved;
use crate::emit::source::each;
use crate::language::value::{Concurrency, Portion, Value};
use crate::language::{Part, Scope, Statement, entries, statements};
use crate::model::{Addon, EnvValue, EnvVar, Model, Queue, Setting};
use crate::plan::{Plan, Worker};
use crate::source::Span;

/// The target.
pub static TARGET: Target = Target {
    name: "model",
    summary: "The resolved model as JSON",
    separator: Some(""),
    write: |proved, output| write(proved, output),
};

/// Writes the model.
pub fn write(proved: Proved<'_>, mut output: impl FnMut(&Document<'_>)) {
    let text = format!("{:#}\n", json(proved.plan()));
    let origin = Origin::site(proved.plan().model);
    output(&Document { what: What::File("model.json"), origin, text: &text });
}

/// The model of a plan, be it proved or not.
pub fn json(plan: &Plan<'_>) -> Json {
    let model = plan.model;
    let site = said(&statements::site::STATEMENT, Part::Site(&model.site), &[]);
    let broker = said(&statements::broker::STATEMENT, Part::Broker(&model.broker), &[]);
    let addon = |of: &Statement, addon: &Addon<'_>| {
        let service = addon.service.map(|id| &*model.service(id).name);
        json!({ "service": service, "span": span(addon.span), "settings": said(of, Part::Addon(addon), &[]) })
    };
    json!({
        "version": 1,
        "release": model.release.name,
        "site": { "name": &*model.site.name, "settings": site },
        "broker": { "kind": model.broker.kind.word(), "settings": broker },
        "services": services(model),
        "queues": model.queues.iter().map(|queue| self::queue(model, queue)).collect::<Vec<_>>(),
        "tasks": model.tasks.iter().map(|task| json!({
            "name": &*task.name,
            "span": span(task.span),
            "settings": said(&statements::task::STATEMENT, Part::Task(task), &[]),
        })).collect::<Vec<_>>(),
        "routes": model.routes.iter().map(|route| json!({
            "task": &*route.task,
            "queue": route.queue.to_string(),
            "span": span(route.span),
            "settings": said(&statements::route::STATEMENT, Part::Route(route), &[]),
        })).collect::<Vec<_>>(),
        "beats": model.beats.iter().map(|beat| addon(&statements::beat::STATEMENT, beat)).collect::<Vec<_>>(),
        "flower": model.flower.as_ref().map(|flower| addon(&statements::flower::STATEMENT, flower)),
        "exporter": model.exporter.as_ref().map(|exporter| addon(&statements::exporter::STATEMENT, exporter)),
        "alerts": model.alerts.as_ref().map(|alerts| said(&statements::alerts::STATEMENT, Part::Alerts(alerts), &[])),
        "budget": model.budget.as_ref().map(|budget| said(&statements::budget::STATEMENT, Part::Budget(budget), &[])),
        "workers": plan.workers.iter().map(|worker| self::worker(plan, worker)).collect::<Vec<_>>(),
    })
}

fn services(model: &Model<'_>) -> Vec<Json> {
    let service = |service: &crate::model::Service<'_>| {
        let defaults = &service.defaults;
        json!({
            "name": &*service.name,
            "settings": said(&statements::service::STATEMENT, Part::Service(service), &service.env),
            "defaults": said(&statements::defaults::STATEMENT, Part::Queue(defaults), &defaults.env),
        })
    };
    model.services.iter().map(service).collect()
}

fn queue(model: &Model<'_>, queue: &Queue<'_>) -> Json {
    json!({
        "service": &*model.service(queue.service).name,
        "variant": &*queue.variant,
        "span": span(queue.subject),
        "settings": said(&statements::queue::STATEMENT, Part::Queue(&queue.settings), &queue.settings.env),
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

/// The keys of a statement, and in objects of their own those of its clauses.
fn said(of: &Statement, part: Part<'_>, variables: &[EnvVar<'_>]) -> Json {
    let mut all = Map::new();
    for scope in of.scopes {
        all.append(&mut pairs(*scope, part));
    }
    for clause in of.clauses {
        let content = match clause.scope {
            Scope::Env => env(variables),
            scope if clause.repeats => {
                let mut list = Vec::new();
                each(part, clause, |part| list.push(Json::Object(pairs(scope, part))));
                if !list.is_empty() {
                    all.insert(clause.word.to_owned(), Json::Array(list));
                }
                continue;
            }
            scope => pairs(scope, part),
        };
        let opened = !(clause.presence.opened)(part).is_empty();
        if !content.is_empty() || opened {
            all.insert(clause.word.to_owned(), Json::Object(content));
        }
    }
    Json::Object(all)
}

fn pairs(scope: Scope, part: Part<'_>) -> Map<String, Json> {
    let mut map = Map::new();
    for entry in entries(scope) {
        if let Some(written) = entry.place.access.get(part) {
            map.insert(entry.key.name.to_owned(), setting(&written, &value(&written.value)));
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
