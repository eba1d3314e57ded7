//! A model as the text of a file: what reads back as the same model. Layout is that of the formatter.

use std::fmt::Write as _;

use crate::language::value::Value;
use crate::language::{Access, CLAUSES, KEYS, Scope, print};
use crate::model::{EnvValue, EnvVar, Model, Settings, Slot};

/// The text of a model. What queues inherit stands in `defaults`, once for each service.
pub fn write(model: &Model<'_>) -> String {
    let mut lines = vec![
        format!(
            "site {}{}",
            print::text(&model.site.name),
            pairs(&[Scope::Site], |access| match access {
                Access::Site(get, _) => get(&model.site),
                _ => None,
            })
        ),
        format!(
            "broker redis{}",
            pairs(&[Scope::Broker], |access| match access {
                Access::Broker(get, _) => get(&model.broker),
                _ => None,
            })
        ),
    ];
    for service in &model.services {
        let own = pairs(&[Scope::Service], |access| match access {
            Access::Service(get, _) => get(service),
            _ => None,
        });
        lines.push(format!("service {}{own}{}", service.name, variables(&service.env, false)));
        lines.push(format!("defaults {}{}", service.name, settings(&service.defaults, true)));
    }
    for queue in &model.queues {
        let service = &model.service(queue.service).name;
        lines.push(format!("queue {service}.{}{}", queue.variant, settings(&queue.settings, false)));
    }
    for task in &model.tasks {
        let facts = pairs(&[Scope::Task], |access| match access {
            Access::Task(get, _) => get(task),
            _ => None,
        });
        lines.push(format!("task {}{facts}", print::text(&task.name)));
    }
    for route in &model.routes {
        lines.push(format!("route {} -> {}", print::text(&route.task), route.queue));
    }
    lines.join("\n") + "\n"
}

/// ` key=value …` for the keys of some scopes that are written.
fn pairs<'s>(scopes: &[Scope], get: impl Fn(&Access) -> Slot<Value<'s>>) -> String {
    let mut text = String::new();
    for key in KEYS {
        for place in key.places.iter().filter(|place| scopes.contains(&place.scope)) {
            if let Some(setting) = get(&place.access) {
                let _ = write!(text, " {}={}", key.name, setting.value);
            }
        }
    }
    text
}

/// Pairs and clauses, those that are inherited or those that are not.
fn settings(settings: &Settings<'_>, inherited: bool) -> String {
    let own = |access: &Access| match access {
        Access::Queue(get, _) => get(settings).filter(|setting| setting.inherited == inherited),
        _ => None,
    };
    let mut text = pairs(&[Scope::OneQueue, Scope::Queue], own);
    for clause in CLAUSES {
        let content = match clause.scope {
            Scope::Env => variables(&settings.env, inherited),
            scope => pairs(&[scope], own),
        };
        // `keda` says something by itself.
        let alone =
            clause.scope == Scope::Keda && settings.keda.as_ref().is_some_and(|keda| keda.inherited == inherited);
        match clause.scope {
            Scope::Env => text.push_str(&content),
            _ if content.is_empty() && !alone => {}
            _ => text = text + "\n  " + clause.word + &content,
        }
    }
    text
}

fn variables(variables: &[EnvVar<'_>], inherited: bool) -> String {
    let mut text = String::new();
    for variable in variables.iter().filter(|variable| variable.value.inherited == inherited) {
        let value = match &variable.value.value {
            EnvValue::Text(value) => print::text(value),
            EnvValue::Reference(reference) => print::text(&reference.to_string()),
        };
        let _ = write!(text, " {}={value}", variable.name);
    }
    if text.is_empty() { text } else { format!("\n  env{text}") }
}
