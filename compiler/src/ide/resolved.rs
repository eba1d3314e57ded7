//! A statement → what the model has of it, and each of its settings: which value holds, and where that is said.

use super::Site;
use super::anatomy::{Named, Part, Reading, Role};
use super::names;
use crate::language::{self, Entry, statements};
use crate::model::Addon;
use crate::source::{Source, Span};

/// What a statement speaks of: what it is called, and its part of the model.
pub(super) struct Spoken<'a> {
    /// In backticks; empty where it needs no name.
    pub(super) name: String,
    /// Its part of the model.
    pub(super) part: language::Part<'a>,
}

/// What a statement speaks of, each of its subjects; nothing where it could not be resolved.
pub(super) fn spoken<'a>(site: &Site<'a>, source: &Source, reading: &Reading, parts: &[Part]) -> Vec<Spoken<'a>> {
    let subjects = parts.iter().filter(|part| matches!(part.role, Role::Subject(_)));
    let named: Vec<Spoken<'a>> = subjects.filter_map(|part| subject(site, source, reading, part)).collect();
    if named.is_empty() { once(site, reading).into_iter().collect() } else { named }
}

fn subject<'a>(site: &Site<'a>, source: &Source, reading: &Reading, part: &Part) -> Option<Spoken<'a>> {
    let model = site.plan.model;
    let text = part.text(source);
    let Role::Subject(named) = part.role else { return None };
    let service = || model.service_named(&text);
    let found = match named {
        Named::Queue => {
            let (service, variant) = names::queue(&text)?;
            language::Part::Queue(&model.queue(model.service_named(&service)?, &variant)?.settings)
        }
        Named::Task if is(reading, &statements::route::STATEMENT) => {
            language::Part::Route(model.routes.iter().find(|route| route.task == text)?)
        }
        Named::Task => language::Part::Task(model.task(&text)?),
        Named::Service if is(reading, &statements::beat::STATEMENT) => {
            let id = service()?;
            language::Part::Addon(model.beats.iter().find(|beat| beat.service == Some(id))?)
        }
        Named::Service if is(reading, &statements::defaults::STATEMENT) => {
            language::Part::Queue(&model.service(service()?).defaults)
        }
        Named::Service => language::Part::Service(model.service(service()?)),
        Named::Site | Named::Broker | Named::File => return None,
    };
    Some(Spoken { name: format!("`{text}`"), part: found })
}

/// What a statement speaks of that needs no subject.
fn once<'a>(site: &Site<'a>, reading: &Reading) -> Option<Spoken<'a>> {
    let model = site.plan.model;
    let addon = |addon: &'a Option<Box<Addon<'a>>>| addon.as_deref().map(language::Part::Addon);
    let part = match reading.of?.word {
        word if word == statements::site::STATEMENT.word => Some(language::Part::Site(&model.site)),
        word if word == statements::broker::STATEMENT.word => Some(language::Part::Broker(&model.broker)),
        word if word == statements::defaults::STATEMENT.word => {
            model.services.first().map(|service| language::Part::Queue(&service.defaults))
        }
        word if word == statements::flower::STATEMENT.word => addon(&model.flower),
        word if word == statements::exporter::STATEMENT.word => addon(&model.exporter),
        word if word == statements::alerts::STATEMENT.word => model.alerts.as_deref().map(language::Part::Alerts),
        word if word == statements::budget::STATEMENT.word => model.budget.as_deref().map(language::Part::Budget),
        _ => None,
    };
    part.map(|part| Spoken { name: String::new(), part })
}

fn is(reading: &Reading, of: &language::Statement) -> bool {
    reading.of.is_some_and(|statement| statement.word == of.word)
}

/// A key with the value that holds, and where that is said: `` `max=6`, from `defaults`, line 4 ``.
pub(super) fn setting(site: &Site<'_>, spoken: &Spoken<'_>, entry: &Entry, here: Span) -> String {
    let key = entry.key.name;
    match entry.place.access.get(spoken.part) {
        None => format!("`{key}`: {}", entry.place.default),
        Some(setting) if here.touches(setting.span.start) => format!("`{key}={}`, written here", setting.value),
        Some(setting) => {
            let from = if setting.inherited { "from `defaults`, " } else { "" };
            format!("`{key}={}`, {from}{}", setting.value, site.line(setting.span, here))
        }
    }
}
