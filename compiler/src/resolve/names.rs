//! Subjects: the names behind a statement's word, and `service.variant` looked up.

use super::Word;
use crate::File;
use crate::diagnostic::Sink;
use crate::language::read::Input;
use crate::language::value::{QueueName, Type, Value};
use crate::model::{Model, Service, ServiceId, Text};
use crate::parse::{Element, Item, Value as TreeValue};
use crate::rules::parse::missing_value::missing_subject;
use crate::rules::resolve::invalid_name::invalid_name;
use crate::rules::resolve::invalid_value::{invalid_subject, second_subject};
use crate::rules::resolve::unknown_service::unknown_service;
use crate::source::Span;

/// A name that a statement is about.
pub(super) struct Subject<'s> {
    pub(super) text: Text<'s>,
    pub(super) span: Span,
}

impl<'s> Word<'s> {
    /// The subjects, and the items behind them. A statement that says nothing of what it is about is reported.
    pub(super) fn subjects(self, sink: &mut Sink) -> (Vec<Subject<'s>>, &'s [Item]) {
        match self.items() {
            [Item::Value(value), rest @ ..] => (self.file.names(value, sink), rest),
            rest => {
                if !self.statement.broken {
                    sink.push(missing_subject(self.of.word, self.keyword, self.of.subject));
                }
                (Vec::new(), rest)
            }
        }
    }

    /// The only subject.
    pub(super) fn subject(self, sink: &mut Sink) -> (Option<Subject<'s>>, &'s [Item]) {
        let (mut subjects, rest) = self.subjects(sink);
        for more in subjects.drain(subjects.len().min(1)..) {
            sink.push(second_subject(self.of.word, &more.text, more.span));
        }
        (subjects.pop(), rest)
    }
}

impl<'s> Word<'s> {
    /// The subjects of a statement that may have none. A bare word that is a clause's is no subject: `defaults keda min=1`.
    pub(super) fn optional_subjects(self, sink: &mut Sink) -> (Vec<Subject<'s>>, &'s [Item]) {
        match self.items() {
            [Item::Value(value), ..] if self.of.clause(self.text(value.span)).is_none() => self.subjects(sink),
            items => (Vec::new(), items),
        }
    }
}

impl<'s> File<'s> {
    fn names(&'s self, value: &TreeValue, sink: &mut Sink) -> Vec<Subject<'s>> {
        let name = |element: &Element| {
            let (text, span) = (element.low.text(self.source), element.span());
            if element.high.is_some() {
                sink.push(invalid_subject("a name", self.source.slice(span), span, "a name, not a range", None));
            }
            element.high.is_none().then_some(Subject { text, span })
        };
        self.tree.elements(value).iter().filter_map(name).collect()
    }

    /// A queue behind `->`, with its place.
    pub(super) fn queue(&'s self, value: &'s TreeValue, sink: &mut Sink) -> Option<QueueName<'s>> {
        match Type::Queue.read(Input::new(self.source, &self.tree, value)) {
            Ok(Value::Queue(queue)) => Some(queue),
            Ok(_) => None,
            Err(fault) => {
                sink.push(super::fill::of_fault("->", self.source.slice(fault.span), &fault));
                None
            }
        }
    }
}

/// `service.variant` as two names; what is no such thing is reported.
pub(super) fn split<'s>(subject: &Subject<'s>, model: &Model<'_>, sink: &mut Sink) -> Option<QueueName<'s>> {
    let text = &subject.text;
    let dot = text.find('.').filter(|dot| *dot > 0 && dot + 1 < text.len());
    // What begins with a service says what it means.
    let is_plain = dot.is_some_and(|dot| model.service_named(&text[..dot]).is_some());
    let meant = if is_plain { None } else { meant_queue(text, model) };
    let Some(dot) = dot.filter(|_| meant.is_none()) else {
        sink.push(invalid_subject("a queue", text, subject.span, "`service.variant`", meant.as_deref()));
        return None;
    };
    let part = |start: usize, end: usize| match text {
        Text::Borrowed(text) => Text::Borrowed(&text[start..end]),
        Text::Owned(text) => Text::Owned(text[start..end].to_owned()),
    };
    Some(QueueName { service: part(0, dot), variant: part(dot + 1, text.len()) })
}

/// The queue that a name without its service, or a queue's name in the broker, can only mean.
fn meant_queue(text: &str, model: &Model<'_>) -> Option<String> {
    let mut meant = model.services.iter().flat_map(|service| {
        let variants = service.catalog.variants().map(move |variant| (service, variant));
        let names = variants.map(|(service, variant)| {
            let name = service.catalog.queue.replace("{service}", &service.name).replace("{variant}", variant);
            (variant == text || name == text).then(|| format!("{}.{variant}", service.name))
        });
        names.flatten()
    });
    let first = meant.next()?;
    meant.next().is_none().then_some(first)
}

/// The places of the service and of the variant in a queue's name; both the whole name where it stands in quotes.
pub(super) fn parts(name: &QueueName<'_>, span: Span) -> (Span, Span) {
    let dot = span.start + length(&name.service);
    if span.len() == length(&name.service) + length(&name.variant) + 1 {
        (Span::new(span.start, dot), Span::new(dot + 1, span.end))
    } else {
        (span, span)
    }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

/// The service of a name; one that is not there is reported, where it is known which there are.
pub(super) fn service(name: &str, span: Span, model: &Model<'_>, sink: &mut Sink) -> Option<ServiceId> {
    let found = model.service_named(name);
    let unsure = model.site.release.is_none() && model.services.iter().any(Service::is_lost);
    if found.is_none() && !unsure && !model.incomplete {
        sink.push(unknown_service(name, span, model.services.iter().map(|service| &*service.name)));
    }
    found
}

/// Whether a variant can be a part of the names that are made from it.
pub fn is_variant(variant: &str) -> bool {
    let edge = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    edge(variant.bytes().next())
        && edge(variant.bytes().last())
        && variant.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte))
}

/// Reports a variant that cannot be a part of names.
pub(super) fn check_variant(variant: &str, span: Span, sink: &mut Sink) -> bool {
    let valid = is_variant(variant);
    if !valid {
        let lower = variant.to_ascii_lowercase().replace([' ', '-'], "_");
        let meant = Some(lower.as_str()).filter(|lower| is_variant(lower));
        let why = "a variant is made of lower-case letters, digits, `_` and `-`, with a letter or digit at both ends";
        sink.push(invalid_name(variant, span, why, meant));
    }
    valid
}
