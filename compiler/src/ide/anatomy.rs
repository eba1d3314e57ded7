//! A statement's tokens → what each word in it is, by the vocabulary. Goes by tokens and not by items, so that what is
//! not finished, such as a key without its value, is known too. Knows no site.

use std::borrow::Cow;

use crate::language::{self, Clause, Entry, Scope, Statement, entry, statements};
use crate::model::BrokerKind;
use crate::parse::token::Kind;
use crate::parse::{self, Atom, Tree};
use crate::source::{Source, Span};

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// The site itself.
    Site,
    /// A kind of broker.
    Broker,
    /// A service.
    Service,
    /// A queue, `service.variant`.
    Queue,
    /// A task, or a pattern of tasks.
    Task,
    /// A file.
    File,
}

/// What a word is.
#[derive(Clone, Copy)]
pub enum Role {
    /// The word of a statement, in column 0 or behind `amend`; `None` when there is no such statement.
    Statement(Option<&'static Statement>),
    /// What the statement is about.
    Subject(Named),
    /// The queue behind an arrow.
    Target,
    /// The word of a clause; `None` when the statement takes no such clause.
    Clause(Option<&'static Clause>),
    /// A key; `None` when nothing there takes it.
    Key(Option<Entry>),
    /// The name of an environment variable.
    Variable,
    /// A word or text of a value.
    Value(Option<Entry>),
}

/// What a word would be that is written at a place.
#[derive(Clone, Copy)]
pub enum Place {
    /// The word of a statement.
    Statement,
    /// The word of the statement that `amend` changes.
    Amended,
    /// What the statement is about.
    Subject(Named),
    /// A clause or a key; where the statement may have a subject and has none yet, that too.
    Word(Option<Named>),
    /// The queue behind an arrow.
    Target,
    /// A value of a key, if the key is known.
    Value(Option<Entry>),
}

/// A word of a statement.
#[derive(Clone, Copy)]
pub struct Part {
    /// All of it, quotes included.
    pub span: Span,
    /// What kind of token it is: a word, or a text in quotes.
    pub kind: Kind,
    /// What it is.
    pub role: Role,
}

impl Part {
    /// What it says, without quotes and escapes.
    pub fn text<'s>(&self, source: &'s Source) -> Cow<'s, str> {
        Atom { span: self.span, quoted: self.kind != Kind::Word }.text(source)
    }

    /// Where its text stands as it is, without the quotes; `None` when it has escapes.
    pub fn plain(&self, source: &Source) -> Option<Span> {
        let Span { start, end } = self.span;
        let inner = match self.kind {
            Kind::Word => return Some(self.span),
            Kind::Text => Span::new(start + 1, end - 1),
            _ => Span::new(start + 1, end),
        };
        (!source.slice(inner).contains('\\')).then_some(inner)
    }
}

/// What is known of a statement when some of its tokens have been read.
#[derive(Clone, Copy)]
pub struct Reading {
    /// The statement, or the one that it amends, once its word is read; of `broker` with the keys of its kind alone.
    pub of: Option<&'static Statement>,
    /// Whether it amends.
    pub amends: bool,
    /// The clause that is open, and within it `None` when the statement takes no such clause.
    pub clause: Option<Option<&'static Clause>>,
    /// What a word would be that comes next.
    pub place: Place,
    /// What the last word's list would go on with behind a comma.
    list: Place,
    /// Whether `=` was the last token.
    after_equals: bool,
}

impl Default for Reading {
    fn default() -> Self {
        let place = Place::Statement;
        Self { of: None, amends: false, clause: None, place, list: Place::Word(None), after_equals: false }
    }
}

impl Reading {
    /// Reads one token further; gives what it is when it is a word or text.
    pub fn step(&mut self, source: &Source, tree: &Tree, index: usize) -> Option<Role> {
        let kind = tree.tokens[index].kind;
        let after_equals = std::mem::take(&mut self.after_equals);
        match kind {
            Kind::Word | Kind::Text | Kind::OpenText => {
                let part = Part { span: tree.token_span(index), kind, role: Role::Variable };
                let is_key = kind == Kind::Word && equals_follows(source, tree, index);
                return Some(if is_key { self.key(source, part.span) } else { self.word(source, part) });
            }
            Kind::Comma | Kind::Range => self.place = self.list,
            Kind::Arrow => self.place = Place::Target,
            Kind::Equals if is_fat_arrow(source, tree, index) => self.place = Place::Target,
            Kind::Equals => self.after_equals = true,
            Kind::Space => self.after_equals = after_equals,
            // A value begins on the line of its key.
            Kind::Newline if after_equals => self.place = Place::Word(None),
            _ => {}
        }
        None
    }

    /// Where keys are looked up that stand here.
    pub fn scopes(&self) -> &'static [Scope] {
        match (self.clause, self.of) {
            (None, Some(of)) => of.scopes,
            (Some(Some(clause)), _) => std::slice::from_ref(&clause.scope),
            _ => &[],
        }
    }

    /// Whether a key stands right before, which has no value yet.
    pub fn awaits_value(&self) -> bool {
        self.after_equals
    }

    /// Whether keys that stand here are names of environment variables.
    pub fn is_free(&self) -> bool {
        self.scopes() == [Scope::Env]
    }

    fn key(&mut self, source: &Source, span: Span) -> Role {
        let found = entry(self.scopes(), source.slice(span));
        self.place = Place::Value(found);
        if self.is_free() { Role::Variable } else { Role::Key(found) }
    }

    fn word(&mut self, source: &Source, part: Part) -> Role {
        let place = std::mem::replace(&mut self.place, Place::Word(None));
        self.list = place;
        match place {
            Place::Statement | Place::Amended => {
                self.statement(source.slice(part.span), matches!(place, Place::Amended))
            }
            Place::Subject(named) => self.subject(named, &part.text(source)),
            Place::Word(named) => self.clause_or_subject(source, part, named),
            Place::Target => Role::Target,
            Place::Value(entry) => Role::Value(entry),
        }
    }

    fn statement(&mut self, word: &str, amends: bool) -> Role {
        self.of = language::statement(word);
        self.amends = amends;
        self.list = Place::Word(None);
        self.place = match self.of {
            Some(of) if of.word == statements::amend::STATEMENT.word => Place::Amended,
            Some(of) => match named(of) {
                Some(named) if may_have_none(of, amends) => Place::Word(Some(named)),
                Some(named) => Place::Subject(named),
                None => Place::Word(None),
            },
            None => Place::Word(None),
        };
        Role::Statement(self.of)
    }

    fn subject(&mut self, named: Named, text: &str) -> Role {
        self.list = Place::Subject(named);
        if named == Named::Broker {
            self.of = BrokerKind::ALL.into_iter().find(|kind| kind.word() == text).map(broker).or(self.of);
        }
        Role::Subject(named)
    }

    fn clause_or_subject(&mut self, source: &Source, part: Part, named: Option<Named>) -> Role {
        let clause = self.of.and_then(|of| of.clause(source.slice(part.span)));
        match named.filter(|_| clause.is_none()) {
            Some(named) => self.subject(named, &part.text(source)),
            None => {
                self.list = Place::Word(None);
                self.clause = Some(clause);
                Role::Clause(clause)
            }
        }
    }
}

/// All words of a statement, and what is known of it at its end.
pub fn parts(source: &Source, tree: &Tree, statement: &parse::Statement) -> (Reading, Vec<Part>) {
    parts_before(source, tree, statement, u32::MAX)
}

/// The words of a statement that begin before an offset, and what is known of the statement there.
pub fn parts_before(source: &Source, tree: &Tree, statement: &parse::Statement, until: u32) -> (Reading, Vec<Part>) {
    let mut reading = Reading::default();
    let mut parts = Vec::new();
    for index in statement.tokens().take_while(|&index| tree.tokens[index].start < until) {
        if let Some(role) = reading.step(source, tree, index) {
            parts.push(Part { span: tree.token_span(index), kind: tree.tokens[index].kind, role });
        }
    }
    (reading, parts)
}

/// What a statement's subjects are names of; `None` when it has none.
pub fn named(of: &Statement) -> Option<Named> {
    const TABLE: [(&Statement, Named); 9] = [
        (&statements::site::STATEMENT, Named::Site),
        (&statements::broker::STATEMENT, Named::Broker),
        (&statements::service::STATEMENT, Named::Service),
        (&statements::defaults::STATEMENT, Named::Service),
        (&statements::beat::STATEMENT, Named::Service),
        (&statements::queue::STATEMENT, Named::Queue),
        (&statements::route::STATEMENT, Named::Task),
        (&statements::task::STATEMENT, Named::Task),
        (&statements::include::STATEMENT, Named::File),
    ];
    TABLE.iter().find(|(statement, _)| statement.word == of.word).map(|(_, named)| *named)
}

/// The broker's statement with the keys of one kind alone.
fn broker(kind: BrokerKind) -> &'static Statement {
    match kind {
        BrokerKind::Redis => &statements::broker::REDIS,
        BrokerKind::RabbitMq => &statements::broker::RABBITMQ,
    }
}

/// Whether a statement can do without its subject.
pub(super) fn may_have_none(of: &Statement, amends: bool) -> bool {
    let once = [statements::site::STATEMENT.word, statements::broker::STATEMENT.word];
    of.word == statements::defaults::STATEMENT.word || amends && once.contains(&of.word)
}

/// Whether `=` follows a word on its line.
fn equals_follows(source: &Source, tree: &Tree, index: usize) -> bool {
    let kind = |index: usize| tree.tokens.get(index).map(|token| token.kind);
    let next = index + if kind(index + 1) == Some(Kind::Space) { 2 } else { 1 };
    kind(next) == Some(Kind::Equals) && !is_fat_arrow(source, tree, next)
}

/// Whether a token is the first half of `=>`, which others write for `->`.
fn is_fat_arrow(source: &Source, tree: &Tree, index: usize) -> bool {
    let next = tree.tokens.get(index + 1);
    next.is_some_and(|next| next.kind == Kind::Unknown) && source.slice(tree.token_span(index + 1)) == ">"
}
