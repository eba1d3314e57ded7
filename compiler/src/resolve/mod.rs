//! [`Tree`] → [`Model`]: names, defaults, inheritance, typed values with their places. Total: what cannot be resolved
//! is reported and left out, and what depends on it says nothing more.
//!
//! Declarations do not depend on their order in the file, so they are read in the order in which they need each other:
//! `site` → services of its release → `broker`, `service` → `defaults` → `task` → `route` → `queue`.

mod fill;
mod names;
mod queue;
mod route;
mod service;
mod site;
mod task;

use crate::diagnostic::Sink;
use crate::language::{self, statements};
use crate::model::Model;
use crate::parse::{Item, Statement, Tree};
use crate::rules::resolve::duplicate_statement::duplicate_statement;
use crate::rules::resolve::unknown_statement::unknown_statement;
use crate::source::{Source, Span};

/// Resolves a file.
pub fn resolve<'s>(source: &'s Source, tree: &'s Tree, sink: &mut Sink) -> Model<'s> {
    let lost_statement = report_unknown_statements(source, tree, sink);
    let file = File { source, tree };
    let mut model = site::resolve(file, sink);
    model.lost_queue = lost_statement;
    service::resolve_broker(file, &mut model, sink);
    service::resolve_services(file, &mut model, sink);
    service::resolve_defaults(file, &mut model, sink);
    task::resolve(file, &mut model, sink);
    let routes = route::read(file, &model, sink);
    queue::resolve(file, &mut model, &routes, sink);
    route::resolve(routes, &mut model, sink);
    model
}

/// A file with its tree.
#[derive(Clone, Copy)]
struct File<'s> {
    source: &'s Source,
    tree: &'s Tree,
}

impl<'s> File<'s> {
    /// The statements of a word.
    fn statements(self, of: &'static language::Statement) -> impl Iterator<Item = Word<'s>> {
        let Self { source, tree } = self;
        let named = tree.statements.iter().filter(move |statement| source.slice(statement.keyword) == of.word);
        named.map(move |statement| Word { file: self, of, statement })
    }
}

/// A statement of the file with its row of the vocabulary.
#[derive(Clone, Copy)]
struct Word<'s> {
    file: File<'s>,
    of: &'static language::Statement,
    statement: &'s Statement,
}

impl<'s> Word<'s> {
    fn items(self) -> &'s [Item] {
        self.file.tree.items(self.statement)
    }

    fn text(self, span: Span) -> &'s str {
        self.file.source.slice(span)
    }
}

/// Gives whether there are any.
fn report_unknown_statements(source: &Source, tree: &Tree, sink: &mut Sink) -> bool {
    let mut any = false;
    for statement in &tree.statements {
        let word = source.slice(statement.keyword);
        if language::statement(word).is_none() {
            any = true;
            if !statement.broken {
                sink.push(unknown_statement(word, statement.keyword));
            }
        }
    }
    any
}

/// The first of the statements that may stand once; the others are reported.
fn only<'s>(statements: impl Iterator<Item = Word<'s>>, what: &str, sink: &mut Sink) -> Option<Word<'s>> {
    let mut statements = statements;
    let first = statements.next()?;
    for second in statements {
        sink.push(duplicate_statement(what, second.statement.keyword, first.statement.keyword));
    }
    Some(first)
}

pub use route::fits;
pub(crate) use route::is_glob;
