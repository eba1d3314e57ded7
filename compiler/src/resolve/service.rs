//! `broker`, `service` and `defaults` → what all queues have in common.

use super::fill::fill;
use super::names::{self, Subject, check_variant, service};
use super::queue::settle_scaling;
use super::site::{says_app, service as unsaid};
use super::{Files, Word, once, statements};
use crate::catalog::{self, OWN, Release, ServiceSet};
use crate::diagnostic::Sink;
use crate::language::suggest::nearest;
use crate::language::{Scope, Statement, Target, entries, keys};
use crate::model::{Broker, BrokerKind, Model, Service, ServiceId};
use crate::parse::Item;
use crate::rules::resolve::duplicate_statement::duplicate_statement;
use crate::rules::resolve::invalid_value::unknown_broker;
use crate::rules::resolve::missing_key::missing_key;
use crate::rules::resolve::name_too_long::name_too_long;
use crate::rules::resolve::out_of_range::too_many_services;
use crate::source::Span;

pub(super) fn resolve_broker<'s>(files: Files<'s>, model: &mut Model<'s>, sink: &mut Sink) {
    for word in once(files, &statements::broker::STATEMENT, "the broker", sink) {
        let (subject, rest) = match word.optional_subjects(sink) {
            (subjects, rest) if word.amends && subjects.is_empty() => (None, rest),
            _ => word.subject(sink),
        };
        let span = word.keyword.to(subject.as_ref().map_or(word.keyword, |subject| subject.span));
        let Some(kind) = kind(subject, model, sink) else {
            model.broker.span = Some(span);
            continue;
        };
        if kind != model.broker.kind {
            model.broker = Broker { kind, ..Broker::default() };
        }
        model.broker.span = Some(span);
        if !word.statement.broken {
            fill(Word { of: statement_of(kind), ..word }, rest, Target::Broker(&mut model.broker), false, sink);
        }
    }
}

/// The kind that a statement names; one that amends may leave it as it is.
fn kind(subject: Option<Subject<'_>>, model: &Model<'_>, sink: &mut Sink) -> Option<BrokerKind> {
    let Some(subject) = subject else { return Some(model.broker.kind) };
    let kind = BrokerKind::ALL.into_iter().find(|kind| subject.text == kind.word());
    if kind.is_none() {
        sink.push(unknown_broker(&subject.text, subject.span));
    }
    kind
}

/// The statement with the keys of that kind alone.
fn statement_of(kind: BrokerKind) -> &'static Statement {
    match kind {
        BrokerKind::Redis => &statements::broker::REDIS,
        BrokerKind::RabbitMq => &statements::broker::RABBITMQ,
    }
}

pub(super) fn resolve_services<'s>(files: Files<'s>, model: &mut Model<'s>, sink: &mut Sink) {
    for word in files.with_amendments(&statements::service::STATEMENT) {
        let (Some(subject), rest) = word.subject(sink) else { continue };
        let Some(id) = find_or_declare(word, &subject, rest, model, sink) else { continue };
        let errors = sink.errors();
        let amended = &mut model.services[id.0 as usize];
        if let Some(first) = amended.span.filter(|_| !word.amends) {
            sink.push(duplicate_statement(&format!("the service `{}`", subject.text), subject.span, first));
        } else if !word.statement.broken {
            amended.span = amended.span.or(Some(subject.span));
            fill(word, rest, Target::Service(amended), false, sink);
            report_paths(amended, sink);
            amended.broken |= sink.errors() > errors;
        }
    }
}

/// Characters of a service's name: it is a part of the names of its objects, which have at most 63.
pub(crate) const LONGEST_NAME: usize = 40;

/// The service of a name. One that is not there is declared, with an error too: its queues are then not lost.
fn find_or_declare<'s>(
    word: Word<'s>,
    subject: &Subject<'s>,
    rest: &[Item],
    model: &mut Model<'s>,
    sink: &mut Sink,
) -> Option<ServiceId> {
    let (name, span) = (&subject.text, subject.span);
    let known = model.service_named(name);
    if word.amends {
        return word.finds(known, &format!("the service `{name}`"), span, sink);
    }
    if known.is_some() {
        return known;
    }
    let app = says_app(word, rest);
    if !app && is_platforms(name, model.release) {
        return names::service(name, span, model, sink);
    }
    let errors = sink.errors();
    if name.len() > LONGEST_NAME {
        sink.push(name_too_long(name, span, LONGEST_NAME));
    } else if check_variant(name, span, sink) && !app && !word.statement.broken && !misspells_app(word, rest) {
        let (key, example) = (keys::app::KEY.name, format!("service {name} {0}={name}.celery", keys::app::KEY.name));
        sink.push(missing_key(name, span, key, "a service of one's own names its Celery application", &example));
    }
    let Some(id) = u8::try_from(model.services.len()).ok().filter(|id| *id < ServiceSet::MOST) else {
        sink.push(too_many_services(name, span, ServiceSet::MOST));
        return None;
    };
    let broken = word.statement.broken || sink.errors() > errors;
    model.services.push(Service { broken, ..unsaid(name.clone(), &OWN) });
    Some(ServiceId(id))
}

/// Whether a name is that of a service of Open edX, or nearly that of one of the site's release.
fn is_platforms(name: &str, release: &Release) -> bool {
    let near = nearest(name, release.services.iter().map(|service| service.name));
    near.is_some() || catalog::newest().services.iter().any(|service| service.name == name)
}

/// Whether a key of a statement is nearly that of the application: what is said of it is enough.
fn misspells_app(word: Word<'_>, rest: &[Item]) -> bool {
    let names = || entries(Scope::Service).iter().map(|entry| entry.key.name);
    let app = |key: &str| nearest(key, names()) == Some(keys::app::KEY.name);
    rest.iter().any(|item| matches!(item, Item::Pair(pair) if app(word.text(pair.key))))
}

/// Reports directories in which two volumes would be mounted.
fn report_paths(service: &Service<'_>, sink: &mut Sink) {
    let paths: Vec<_> = service.volumes.iter().filter_map(|volume| volume.path.as_ref()).collect();
    for (index, path) in paths.iter().enumerate() {
        if let Some(first) = paths[..index].iter().find(|first| first.value == path.value) {
            sink.push(duplicate_statement(&format!("the directory `{}`", path.value), path.span, first.span));
        }
    }
}

/// Reports services of one's own of which no one says which image their workers run.
pub(super) fn check_images(model: &Model<'_>, sink: &mut Sink) {
    if model.site.image.is_some() || model.incomplete {
        return;
    }
    for id in model.service_ids() {
        let service = model.service(id);
        let unsaid = service.is_own() && !service.broken && service.image.is_none();
        let Some(span) = service.span.filter(|_| unsaid) else { continue };
        let mut queues = model.queues.iter().filter(|queue| queue.service == id && queue.settings.on.is_none());
        let default = model.queue(id, service.default_variant()).is_some() || service.defaults.image.is_some();
        if !default || queues.any(|queue| queue.settings.image.is_none()) {
            let key = keys::image::KEY.name;
            let example = format!("service {} {key}=registry.example/{0}:1.0", service.name);
            sink.push(missing_key(&service.name, span, key, "no one says which image its workers run", &example));
        }
    }
}

/// `defaults` of all queues first, then those of single services, which win.
pub(super) fn resolve_defaults<'s>(files: Files<'s>, model: &mut Model<'s>, sink: &mut Sink) {
    let mut general: Option<Span> = None;
    let mut special: Vec<(Word<'s>, Vec<Subject<'s>>, &'s [Item])> = Vec::new();
    for word in files.with_amendments(&statements::defaults::STATEMENT) {
        let (subjects, rest) = word.optional_subjects(sink);
        if !subjects.is_empty() {
            special.push((word, subjects, rest));
        } else if let Some(first) = general.filter(|_| !word.amends) {
            sink.push(duplicate_statement("what all queues inherit", word.keyword, first));
        } else if !word.amends || word.finds(general, "what all queues inherit", word.keyword, sink).is_some() {
            general = Some(word.keyword);
            let services: Vec<ServiceId> = model.service_ids().collect();
            inherit(word, rest, &services, model, sink);
        }
    }
    let mut first: Vec<(ServiceId, Span)> = Vec::new();
    for (word, subjects, rest) in special {
        let mut services = Vec::new();
        for subject in subjects {
            let Some(id) = service(&subject.text, subject.span, model, sink) else { continue };
            let what = format!("what queues of `{}` inherit", subject.text);
            match first.iter().find(|(earlier, _)| *earlier == id) {
                Some(_) if word.amends => services.push(id),
                Some((_, span)) => sink.push(duplicate_statement(&what, subject.span, *span)),
                None if word.amends => _ = word.finds(None::<()>, &what, subject.span, sink),
                None => {
                    first.push((id, subject.span));
                    services.push(id);
                }
            }
        }
        inherit(word, rest, &services, model, sink);
    }
}

/// Puts what a statement says into the defaults of services; it is read once for each, and reported once.
fn inherit<'s>(word: Word<'s>, rest: &'s [Item], services: &[ServiceId], model: &mut Model<'s>, sink: &mut Sink) {
    if word.statement.broken {
        return;
    }
    let mut silent = Sink::default();
    for (index, id) in services.iter().enumerate() {
        let defaults = &mut model.services[id.0 as usize].defaults;
        let sink = if index == 0 { &mut *sink } else { &mut silent };
        fill(word, rest, Target::Queue(defaults), true, sink);
        settle_scaling(defaults, word.statement.span, sink);
    }
}
