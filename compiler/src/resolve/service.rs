//! `broker`, `service` and `defaults` → what all queues have in common.

use super::fill::fill;
use super::names::{Subject, service};
use super::queue::settle_scaling;
use super::{File, Word, only, statements};
use crate::diagnostic::Sink;
use crate::language::Target;
use crate::model::{Model, ServiceId};
use crate::parse::Item;
use crate::rules::resolve::duplicate_statement::duplicate_statement;
use crate::rules::resolve::invalid_value::unknown_broker;
use crate::source::Span;

/// The only broker that there is so far.
const REDIS: &str = "redis";

pub(super) fn resolve_broker<'s>(file: File<'s>, model: &mut Model<'s>, sink: &mut Sink) {
    let Some(word) = only(file.statements(&statements::broker::STATEMENT), "the broker", sink) else { return };
    let (subject, rest) = word.subject(sink);
    model.broker.span = Some(word.statement.keyword.to(subject.as_ref().map_or(word.statement.keyword, |s| s.span)));
    match subject {
        Some(subject) if subject.text != REDIS => sink.push(unknown_broker(&subject.text, subject.span)),
        Some(_) if !word.statement.broken => fill(word, rest, Target::Broker(&mut model.broker), false, sink),
        _ => {}
    }
}

pub(super) fn resolve_services<'s>(file: File<'s>, model: &mut Model<'s>, sink: &mut Sink) {
    for word in file.statements(&statements::service::STATEMENT) {
        let (Some(subject), rest) = word.subject(sink) else { continue };
        let Some(id) = service(&subject.text, subject.span, model, sink) else { continue };
        let amended = &mut model.services[id.0 as usize];
        if let Some(first) = amended.span {
            sink.push(duplicate_statement(&format!("the service `{}`", subject.text), subject.span, first));
        } else if !word.statement.broken {
            amended.span = Some(subject.span);
            fill(word, rest, Target::Service(amended), false, sink);
        }
    }
}

/// `defaults` of all queues first, then those of single services, which win.
pub(super) fn resolve_defaults<'s>(file: File<'s>, model: &mut Model<'s>, sink: &mut Sink) {
    let mut general: Option<Span> = None;
    let mut special: Vec<(Word<'s>, Vec<Subject<'s>>, &'s [Item])> = Vec::new();
    for word in file.statements(&statements::defaults::STATEMENT) {
        let (subjects, rest) = of_services(word, sink);
        if !subjects.is_empty() {
            special.push((word, subjects, rest));
        } else if let Some(first) = general {
            sink.push(duplicate_statement("what all queues inherit", word.statement.keyword, first));
        } else {
            general = Some(word.statement.keyword);
            let services: Vec<ServiceId> = model.service_ids().collect();
            inherit(word, rest, &services, model, sink);
        }
    }
    let mut first: Vec<(ServiceId, Span)> = Vec::new();
    for (word, subjects, rest) in special {
        let mut services = Vec::new();
        for subject in subjects {
            let Some(id) = service(&subject.text, subject.span, model, sink) else { continue };
            match first.iter().find(|(earlier, _)| *earlier == id) {
                Some((_, span)) => {
                    let what = format!("what queues of `{}` inherit", subject.text);
                    sink.push(duplicate_statement(&what, subject.span, *span));
                }
                None => {
                    first.push((id, subject.span));
                    services.push(id);
                }
            }
        }
        inherit(word, rest, &services, model, sink);
    }
}

/// The services behind `defaults`. A bare word that is a clause's is none: `defaults keda min=1`.
fn of_services<'s>(word: Word<'s>, sink: &mut Sink) -> (Vec<Subject<'s>>, &'s [Item]) {
    match word.items() {
        [Item::Value(value), ..] if word.of.clause(word.text(value.span)).is_none() => word.subjects(sink),
        items => (Vec::new(), items),
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
