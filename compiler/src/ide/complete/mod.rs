//! A place → what could be written there, what is most likely first. `words` knows the words of the language, `values`
//! what keys take, `names` and `queues` what the release and the files have names for.

mod fuzzy;
mod names;
mod queues;
mod sample;
mod values;
mod words;

pub(super) use sample::default;
pub use sample::sample;

use super::anatomy::{self, Named, Part, Place};
use super::position::{self, Position, Spot};
use super::{Site, told};
use crate::File;
use crate::catalog::Release;
use crate::explain;
use crate::language::typed::words;
use crate::language::{Clause, Key, Statement, statements};
use crate::rules::Rule;
use crate::source::Span;

words! {
    /// What an item is.
    Kind {
        Statement = "statement": "the word of a statement",
        Clause = "clause": "the word of a clause",
        Key = "key": "a key",
        Value = "value": "a value, an arrow, the name of a rule",
        Service = "service": "a service",
        Queue = "queue": "a queue",
        Task = "task": "a task",
        File = "file": "a file",
        Release = "release": "a release",
        Snippet = "snippet": "a whole statement",
    }
}

/// What could be written at a place.
#[derive(Clone, Debug)]
pub struct Completions {
    /// What an item takes the place of.
    pub span: Span,
    /// The items, the most likely first.
    pub items: Vec<Item>,
}

/// Something that could be written.
#[derive(Clone, Debug)]
pub struct Item {
    /// What a list shows, and what typed letters are held against.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// A line about it.
    pub detail: String,
    /// What is written, as a snippet: `max=${1:30}`.
    pub insert: String,
    /// Where its page is.
    pub page: Page,
}

/// Where the page of an item is.
#[derive(Clone, Debug)]
pub enum Page {
    /// It has none.
    None,
    /// That of a statement.
    Statement(&'static Statement),
    /// That of a clause.
    Clause(&'static Clause),
    /// That of a key.
    Key(&'static Key),
    /// That of a rule.
    Rule(&'static Rule),
    /// That of a release.
    Release(&'static Release),
    /// What there is to say of the task of the item's label.
    Task,
    /// What there is to say of the queue of the item's label.
    Queue,
}

impl Item {
    fn new(label: impl Into<String>, kind: Kind, detail: impl Into<String>, page: Page) -> Self {
        let label = label.into();
        Self { insert: label.clone(), label, kind, detail: detail.into(), page }
    }

    fn inserting(mut self, insert: impl Into<String>) -> Self {
        self.insert = insert.into();
        self
    }
}

/// The page of an item, in Markdown; empty where it has none.
pub fn documentation(site: &Site<'_>, item: &Item) -> String {
    match item.page {
        Page::None => String::new(),
        Page::Statement(statement) => explain::statement(statement),
        Page::Clause(clause) => explain::clause(clause),
        Page::Key(key) => explain::key(key),
        Page::Rule(rule) => explain::rule(rule),
        Page::Release(release) => explain::release(release),
        Page::Task => told::task(site, &item.label),
        Page::Queue => told::queue(site, &item.label).unwrap_or_default(),
    }
}

/// What could be written at an offset. `files` are those that could be included there, as they are called beside its file.
pub fn complete(site: &Site<'_>, offset: u32, files: &[String]) -> Completions {
    let Some(file) = site.file(offset) else { return Completions { span: Span::at(offset), items: Vec::new() } };
    let position = position::at(file.source, &file.tree, offset);
    let items = match position.spot {
        Spot::Nothing => Vec::new(),
        Spot::Rule => names::rules(site, file),
        Spot::Statement(place) => {
            let asked = Asked::new(site, file, &position, files);
            fuzzy::few(asked.typed(), asked.items(place), |item| &item.label)
        }
    };
    Completions { span: position.word, items }
}

/// A place in a statement, with what is written around it.
struct Asked<'a, 's> {
    site: &'a Site<'s>,
    file: &'s File<'s>,
    position: &'a Position<'s>,
    files: &'a [String],
    /// All words of the statement but the one that is written now.
    parts: Vec<Part>,
}

impl<'a, 's> Asked<'a, 's> {
    fn new(site: &'a Site<'s>, file: &'s File<'s>, position: &'a Position<'s>, files: &'a [String]) -> Self {
        let all = position.statement.map(|statement| anatomy::parts(file.source, &file.tree, statement).1);
        let mut parts = all.unwrap_or_default();
        parts.retain(|part| part.span != position.word);
        Self { site, file, position, files, parts }
    }

    fn items(&self, place: Place) -> Vec<Item> {
        match place {
            Place::Statement => words::statements(self.is_last()),
            Place::Amended => words::amendable(self.is_last()),
            Place::Subject(named) => self.subjects(named),
            Place::Target => self.targets(),
            Place::Word(named) => {
                let mut items = named.map(|named| self.subjects(named)).unwrap_or_default();
                items.extend(self.words());
                items
            }
            Place::Value(entry) => entry.map(|entry| self.values(entry)).unwrap_or_default(),
        }
    }

    fn subjects(&self, named: Named) -> Vec<Item> {
        match named {
            Named::Site => Vec::new(),
            Named::File => self.files(),
            Named::Broker => names::brokers(),
            Named::Service => self.services(),
            Named::Queue if self.position.reading.amends => self.declared_queues(),
            Named::Queue => self.undeclared_queues(),
            Named::Task if self.position.reading.amends => {
                let routes = |of: &Statement| of.word == statements::route::STATEMENT.word;
                if self.position.reading.of.is_some_and(routes) {
                    self.declared_routes()
                } else {
                    self.declared_tasks()
                }
            }
            Named::Task => self.tasks(),
        }
    }

    /// Whether nothing follows on the line.
    fn is_last(&self) -> bool {
        let word = self.position.word;
        let line = self.file.source.line_span(word.start);
        self.file.source.slice(Span::new(word.end.min(line.end), line.end)).trim().is_empty()
    }

    /// What of the word stands before the cursor.
    fn typed(&self) -> &'s str {
        self.file.source.slice(self.position.typed).trim_start_matches('"')
    }

    fn text(&self, part: &Part) -> &'s str {
        self.file.source.slice(part.span)
    }
}
