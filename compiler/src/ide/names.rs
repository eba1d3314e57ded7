//! The names in all files of a site, each with its places: services, queues and tasks. Goes by tokens, so that names in
//! statements with faults are found too.

use super::Site;
use super::anatomy::{Named, Part, Role, parts};
use crate::File;
use crate::language::value::Type;
use crate::language::{keys, statements};
use crate::parse::{Statement, Tree};
use crate::source::{Source, Span};

/// What has a name in the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// A service.
    Service(String),
    /// A queue: service and variant.
    Queue(String, String),
    /// A task, or a pattern of tasks.
    Task(String),
}

/// A name at a place.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// The name.
    pub name: Name,
    /// Its own place: of `lms.high` the service is `lms`, and the queue `high`. All of the text, quotes included, where it
    /// has escapes.
    pub span: Span,
    /// The whole word that it stands in.
    pub word: Span,
    /// Whether its text stands there as it is.
    pub plain: bool,
    /// Whether the statement declares it.
    pub declares: bool,
}

/// All names of all files, in the order of the files.
pub fn occurrences(site: &Site<'_>) -> Vec<Occurrence> {
    site.files.iter().flat_map(of_file).collect()
}

/// All names of a file.
pub fn of_file(file: &File<'_>) -> Vec<Occurrence> {
    let mut found = Vec::new();
    file.tree.statements.iter().for_each(|statement| of_statement(file, statement, &mut found));
    found
}

/// The name at an offset, the innermost: in `lms.high` the service up to the dot.
pub fn at(site: &Site<'_>, offset: u32) -> Option<Occurrence> {
    let file = site.file(offset)?;
    let statement = super::position::around(&file.tree, offset)?;
    let mut found = Vec::new();
    of_statement(file, statement, &mut found);
    found.into_iter().find(|occurrence| occurrence.span.touches(offset))
}

/// The name of a queue that a text is.
pub fn queue(text: &str) -> Option<(String, String)> {
    let (service, variant) = text.split_once('.')?;
    (!service.is_empty() && !variant.is_empty()).then(|| (service.to_owned(), variant.to_owned()))
}

fn of_statement(file: &File<'_>, statement: &Statement, found: &mut Vec<Occurrence>) {
    let (source, tree): (&Source, &Tree) = (file.source, &file.tree);
    let (reading, parts) = parts(source, tree, statement);
    let Some(of) = reading.of else { return };
    let declaring = [
        (Named::Service, statements::service::STATEMENT.word),
        (Named::Queue, statements::queue::STATEMENT.word),
        (Named::Task, statements::task::STATEMENT.word),
    ];
    let subject = parts.iter().find(|part| matches!(part.role, Role::Subject(Named::Service)));
    let subject = subject.map(|part| part.text(source).into_owned());
    for part in &parts {
        let declares =
            !reading.amends && matches!(part.role, Role::Subject(named) if declaring.contains(&(named, of.word)));
        match part.role {
            Role::Subject(Named::Service) => whole(source, part, Name::Service, declares, found),
            Role::Subject(Named::Task) => whole(source, part, Name::Task, declares, found),
            Role::Subject(Named::Queue) | Role::Target => both(source, part, declares, found),
            Role::Value(Some(entry)) => match entry.place.value {
                Type::Queue => both(source, part, false, found),
                _ if entry.key.name == keys::registered::KEY.name => whole(source, part, Name::Service, false, found),
                _ if entry.key.name == keys::default::KEY.name => {
                    let of = subject.clone().unwrap_or_default();
                    whole(source, part, |variant| Name::Queue(of, variant), false, found);
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// A word that is a name as a whole.
fn whole(source: &Source, part: &Part, name: impl FnOnce(String) -> Name, declares: bool, found: &mut Vec<Occurrence>) {
    let plain = part.plain(source);
    found.push(Occurrence {
        name: name(part.text(source).into_owned()),
        span: plain.unwrap_or(part.span),
        word: part.span,
        plain: plain.is_some(),
        declares,
    });
}

/// `service.variant`: a queue, and a service before the dot.
fn both(source: &Source, part: &Part, declares: bool, found: &mut Vec<Occurrence>) {
    let Some((service, variant)) = queue(&part.text(source)) else { return };
    let plain = part.plain(source);
    let place = |start: usize, end: usize| {
        let at = |offset: usize| plain.map_or(0, |plain| plain.start + u32::try_from(offset).unwrap_or(u32::MAX));
        plain.map_or(part.span, |_| Span::new(at(start), at(end)))
    };
    let dot = service.len();
    let of = |name: Name, span: Span, declares: bool| Occurrence {
        name,
        span,
        word: part.span,
        plain: plain.is_some(),
        declares,
    };
    let end = dot + 1 + variant.len();
    found.push(of(Name::Service(service.clone()), place(0, dot), false));
    found.push(of(Name::Queue(service, variant), place(dot + 1, end), declares));
}
