//! A model as the text of a file: what reads back as the same model. Layout is that of the formatter.

use std::fmt::Write as _;

use crate::language::{Clause, KEYS, Part, Scope, Statement, clauses, entries, print, statements};
use crate::model::{EnvValue, EnvVar, Model, Service, Settings};

/// The text of a model. What queues inherit stands in `defaults`, once for each service.
pub fn write(model: &Model<'_>) -> String {
    let mut lines = Vec::new();
    let mut line = |of: &'static Statement, subject: &str, part: Part<'_>, env: &[EnvVar<'_>]| {
        lines.push(statement(of, subject, part, env, false));
    };
    line(&statements::site::STATEMENT, &print::text(&model.site.name), Part::Site(&model.site), &[]);
    line(&statements::broker::STATEMENT, model.broker.kind.word(), Part::Broker(&model.broker), &[]);
    for service in &model.services {
        line(&statements::service::STATEMENT, &service.name, Part::Service(service), &service.env);
    }
    for queue in &model.queues {
        let subject = format!("{}.{}", model.service(queue.service).name, queue.variant);
        line(&statements::queue::STATEMENT, &subject, Part::Queue(&queue.settings), &queue.settings.env);
    }
    for task in &model.tasks {
        line(&statements::task::STATEMENT, &print::text(&task.name), Part::Task(task), &[]);
    }
    for route in &model.routes {
        let subject = format!("{} -> {}", print::text(&route.task), route.queue);
        line(&statements::route::STATEMENT, &subject, Part::Route(route), &[]);
    }
    for beat in &model.beats {
        let service = beat.service.map_or("", |id| &model.service(id).name);
        line(&statements::beat::STATEMENT, service, Part::Addon(beat), &[]);
    }
    let addons = [(&statements::flower::STATEMENT, &model.flower), (&statements::exporter::STATEMENT, &model.exporter)];
    for (of, addon) in addons {
        if let Some(addon) = addon {
            line(of, "", Part::Addon(addon), &[]);
        }
    }
    if let Some(alerts) = &model.alerts {
        line(&statements::alerts::STATEMENT, "", Part::Alerts(alerts), &[]);
    }
    if let Some(budget) = &model.budget {
        line(&statements::budget::STATEMENT, "", Part::Budget(budget), &[]);
    }
    lines.extend(model.services.iter().map(defaults));
    lines.join("\n") + "\n"
}

fn defaults(service: &Service<'_>) -> String {
    let settings = &service.defaults;
    statement(&statements::defaults::STATEMENT, &service.name, Part::Queue(settings), &settings.env, true)
}

/// A statement with what it says, be it inherited or its own.
fn statement(of: &Statement, subject: &str, part: Part<'_>, env: &[EnvVar<'_>], inherited: bool) -> String {
    let mut text = of.word.to_owned();
    if !subject.is_empty() {
        text = text + " " + subject;
    }
    text += &pairs(of.scopes, part, inherited);
    for clause in of.clauses {
        match clause.scope {
            Scope::Env => text += &variables(env, inherited),
            scope if clause.repeats => {
                each(part, clause, |part| {
                    if (clause.presence.opened)(part).iter().all(|opened| opened.inherited == inherited) {
                        text = format!("{text}\n  {}{}", clause.word, pairs(&[scope], part, inherited));
                    }
                });
            }
            scope => {
                let content = pairs(&[scope], part, inherited);
                let opened = (clause.presence.opened)(part);
                // Some say something by themselves, and some take another's place by being there.
                if !content.is_empty() || opened.iter().any(|opened| opened.inherited == inherited) {
                    text = text + "\n  " + clause.word + &content;
                }
            }
        }
    }
    text
}

/// What is said of a queue and its worker, word by word: the scope, the words that lead to the value, and the value.
pub fn words(settings: &Settings<'_>) -> Vec<(Scope, String, String)> {
    let (of, part) = (&statements::queue::STATEMENT, Part::Queue(settings));
    let mut all = Vec::new();
    let mut add = |scope: Scope, before: &str, part: Part<'_>| {
        for entry in entries(scope) {
            if let Some(setting) = entry.place.access.get(part) {
                all.push((scope, format!("{before}{}", entry.key.name), setting.value.to_string()));
            }
        }
    };
    for scope in of.scopes {
        add(*scope, "", part);
    }
    for clause in of.clauses {
        if clause.repeats {
            let mut number = 0;
            each(part, clause, |part| {
                number += 1;
                add(clause.scope, &format!("{} {number} ", clause.word), part);
            });
        } else {
            add(clause.scope, &format!("{} ", clause.word), part);
        }
    }
    let env = settings.env.iter().map(|variable| {
        let value = match &variable.value.value {
            EnvValue::Text(value) => value.to_string(),
            EnvValue::Reference(reference) => reference.to_string(),
        };
        (Scope::Env, format!("{} {}", clauses::env::CLAUSE.word, variable.name), value)
    });
    let env: Vec<_> = env.collect();
    all.extend(env);
    all
}

/// Each of the clauses of a word that can be repeated, as if it were the only one.
pub(super) fn each(part: Part<'_>, clause: &Clause, mut then: impl FnMut(Part<'_>)) {
    for index in 0..(clause.presence.opened)(part).len() {
        match part {
            Part::Queue(settings) => {
                let windows = vec![settings.windows[index].clone()];
                then(Part::Queue(&Settings { windows, ..Settings::default() }));
            }
            Part::Service(service) => {
                let volumes = vec![service.volumes[index].clone()];
                then(Part::Service(&Service { volumes, ..service.clone() }));
            }
            _ => {}
        }
    }
}

/// ` key=value …` for the keys of some scopes that are written.
fn pairs(scopes: &[Scope], part: Part<'_>, inherited: bool) -> String {
    let mut text = String::new();
    for key in KEYS {
        for place in key.places.iter().filter(|place| scopes.contains(&place.scope)) {
            if let Some(setting) = place.access.get(part).filter(|setting| setting.inherited == inherited) {
                let _ = write!(text, " {}={}", key.name, setting.value);
            }
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
