//! [`Tree`](crate::parse::Tree) → [`Model`]: names, defaults, inheritance, typed values with their places. Total: what
//! cannot be resolved is reported and left out, and what depends on it says nothing more.
//!
//! Declarations do not depend on their order in the file, so they are read in the order in which they need each other:
//! `site` → services of its release → `broker`, `service` → `defaults` → `task` → `route` → `queue` → what stands around
//! them. What is amended is read right after what it amends.

mod amended;
mod around;
mod fill;
mod names;
mod queue;
mod route;
mod service;
mod site;
mod task;

use crate::File;
use crate::diagnostic::Sink;
use crate::language::{self, statements};
use crate::model::{Model, Service};
use crate::parse::{Item, Statement};
use crate::rules::parse::missing_value::missing_subject;
use crate::rules::resolve::amend_without_base::amend_without_base;
use crate::rules::resolve::duplicate_statement::duplicate_statement;
use crate::rules::resolve::include_cycle::include_cycle;
use crate::rules::resolve::include_not_found::include_not_found;
use crate::rules::resolve::invalid_value::second_subject;
use crate::rules::resolve::unknown_statement::{is_amendable, not_amendable, unknown_statement};
use crate::source::{NotIncluded, Sources, Span};

/// Resolves the files of a site: what is included stands before what includes it.
pub fn resolve<'s>(sources: &'s Sources, parsed: &'s [File<'s>], sink: &mut Sink) -> Model<'s> {
    let mut files = Files { parsed, complete: true };
    files.complete = !report_includes(files, sources, sink);
    amended::report(files, sink);
    let lost_statement = report_unknown_statements(files, sink) || !files.complete;
    let mut model = site::resolve(files, sources.main().base(), sink);
    service::resolve_broker(files, &mut model, sink);
    service::resolve_services(files, &mut model, sink);
    model.lost_queue = lost_statement || model.services.iter().any(Service::is_lost);
    service::resolve_defaults(files, &mut model, sink);
    task::resolve(files, &mut model, sink);
    let routes = route::read(files, &model, sink);
    queue::resolve(files, &mut model, &routes, sink);
    service::check_images(&model, sink);
    route::resolve(routes, &mut model, sink);
    around::resolve(files, &mut model, sink);
    model
}

/// All files.
#[derive(Clone, Copy)]
struct Files<'s> {
    parsed: &'s [File<'s>],
    /// Whether none is missing.
    complete: bool,
}

impl<'s> Files<'s> {
    /// The statements of a word.
    fn statements(self, of: &'static language::Statement) -> impl Iterator<Item = Word<'s>> {
        let named = move |file: &'s File<'s>, statement: &Statement| file.source.slice(statement.keyword) == of.word;
        let named = self.all().filter(move |(file, statement)| named(file, statement));
        named.map(move |(file, statement)| self.word(file, of, statement))
    }

    fn word(self, file: &'s File<'s>, of: &'static language::Statement, statement: &'s Statement) -> Word<'s> {
        Word { file, of, statement, keyword: statement.keyword, amends: false, complete: self.complete }
    }

    /// What amends the statements of a word.
    fn amendments(self, of: &'static language::Statement) -> impl Iterator<Item = Word<'s>> {
        self.statements(&statements::amend::STATEMENT).filter_map(move |word| {
            let keyword = word.amended()?;
            (word.text(keyword) == of.word).then_some(Word { of, keyword, amends: true, ..word })
        })
    }

    /// The statements of a word, then what amends them.
    fn with_amendments(self, of: &'static language::Statement) -> impl Iterator<Item = Word<'s>> {
        self.statements(of).chain(self.amendments(of))
    }

    fn all(self) -> impl Iterator<Item = (&'s File<'s>, &'s Statement)> {
        self.parsed.iter().flat_map(|file| file.tree.statements.iter().map(move |statement| (file, statement)))
    }

    /// How many statements there are.
    fn count(self) -> usize {
        self.parsed.iter().map(|file| file.tree.statements.len()).sum()
    }
}

/// A statement of a file with its row of the vocabulary.
#[derive(Clone, Copy)]
struct Word<'s> {
    file: &'s File<'s>,
    of: &'static language::Statement,
    statement: &'s Statement,
    /// The word of `of`, which stands behind `amend` where it amends.
    keyword: Span,
    /// Whether it changes another statement.
    amends: bool,
    /// Whether no file is missing.
    complete: bool,
}

impl<'s> Word<'s> {
    /// What stands behind the keyword.
    fn items(self) -> &'s [Item] {
        &self.file.tree.items(self.statement)[usize::from(self.amends)..]
    }

    fn text(self, span: Span) -> &'s str {
        self.file.source.slice(span)
    }

    /// The word behind `amend`.
    fn amended(self) -> Option<Span> {
        match self.file.tree.items(self.statement) {
            [Item::Value(value), ..] => Some(value.span),
            _ => None,
        }
    }

    /// What the statement amends; where nothing does and no file is missing, that is reported.
    fn finds<T>(self, base: Option<T>, what: &str, span: Span, sink: &mut Sink) -> Option<T> {
        if base.is_none() && self.complete {
            sink.push(amend_without_base(self.of.word, what, span));
        }
        base
    }
}

/// Gives whether there are any.
fn report_unknown_statements(files: Files<'_>, sink: &mut Sink) -> bool {
    let mut any = false;
    for (file, statement) in files.all() {
        let word = file.source.slice(statement.keyword);
        let said = match language::statement(word) {
            Some(of) if of.word == statements::amend::STATEMENT.word => {
                let word = files.word(file, of, statement);
                match word.amended() {
                    Some(span) if is_amendable(word.text(span)) => continue,
                    None if statement.broken => continue,
                    None => {
                        sink.push(missing_subject(of.word, statement.keyword, of.subject));
                        continue;
                    }
                    Some(span) => not_amendable(word.text(span), span),
                }
            }
            Some(_) => continue,
            None => unknown_statement(word, statement.keyword),
        };
        any = true;
        if !statement.broken {
            sink.push(said);
        }
    }
    any
}

/// Reports what cannot be included; gives whether there is any.
fn report_includes(files: Files<'_>, sources: &Sources, sink: &mut Sink) -> bool {
    let mut any = false;
    for word in files.statements(&statements::include::STATEMENT) {
        if word.statement.broken {
            any = true;
            continue;
        }
        let (subject, rest) = word.subject(sink);
        let Some(subject) = subject else { continue };
        if let [more, ..] = rest {
            let span = fill::start(more);
            sink.push(second_subject(word.of.word, word.text(span), span));
        }
        let missing = || NotIncluded::Missing("files are not read here".to_owned());
        let fault = sources.included(subject.span).map_or(Err(missing()), |include| include.file.clone().map(|_| ()));
        match fault {
            Ok(()) => continue,
            Err(NotIncluded::Missing(why)) => sink.push(include_not_found(&subject.text, subject.span, &why)),
            Err(NotIncluded::Cycle(way)) => sink.push(include_cycle(&subject.text, subject.span, &way)),
        }
        any = true;
    }
    any
}

/// The first of the statements that may stand once; the others are reported.
fn only<'s>(statements: impl Iterator<Item = Word<'s>>, what: &str, sink: &mut Sink) -> Option<Word<'s>> {
    let mut statements = statements;
    let first = statements.next()?;
    for second in statements {
        sink.push(duplicate_statement(what, second.keyword, first.keyword));
    }
    Some(first)
}

/// A statement that may stand once, then what amends it.
fn once<'s>(files: Files<'s>, of: &'static language::Statement, what: &str, sink: &mut Sink) -> Vec<Word<'s>> {
    let base = only(files.statements(of), what, sink);
    let mut words: Vec<_> = base.into_iter().collect();
    for word in files.amendments(of) {
        words.extend(word.finds(base.map(|_| word), what, word.keyword, sink));
    }
    words
}

pub use fill::is_variable_name;
pub use names::is_variant;
pub use route::fits;
pub use route::is_glob;
pub(crate) use service::LONGEST_NAME as LONGEST_SERVICE;
