//! A file → its semantic tokens, for colours. From tokens and vocabulary alone, in one pass: an editor asks after every
//! stroke.

use super::anatomy::{Named, Reading, Role};
use crate::language::typed::{Words, words};
use crate::language::value::Type;
use crate::language::{Entry, keys};
use crate::parse::{Tree, token};
use crate::source::{Source, Span};

words! {
    /// What a token is.
    Kind {
        Statement = "statement": "the word of a statement",
        Clause = "clause": "the word of a clause",
        Key = "key": "the word before `=`, or the name of an environment variable",
        Operator = "operator": "`=`, `,`, `..` or `->`",
        Text = "text": "a text, in quotes or without",
        Number = "number": "a number, a quantity, a time, a version",
        Word = "word": "a word that the key takes, a switch, a kind of broker, a release",
        Name = "name": "the site's name, or a file's",
        Service = "service": "a service",
        Queue = "queue": "a queue",
        Task = "task": "a task, or a pattern of tasks",
        Reference = "reference": "a key of a Secret or ConfigMap",
        Comment = "comment": "a comment",
        Unknown = "unknown": "what the language does not know",
    }
}

/// The names of the kinds, in the order of [`Kind`]'s values.
pub fn kinds() -> impl Iterator<Item = &'static str> {
    Kind::CHOICES.iter().map(|choice| choice.word)
}

/// A token that is no layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// All of it.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// All tokens of a file but its layout, in order.
pub fn tokens(source: &Source, tree: &Tree) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(tree.tokens.len() / 2);
    let mut statements = tree.statements.iter().map(|statement| statement.tokens().start).peekable();
    let mut reading = Reading::default();
    for (index, token) in tree.tokens.iter().enumerate() {
        if statements.next_if_eq(&index).is_some() {
            reading = Reading::default();
        }
        let span = tree.token_span(index);
        let kind = match (reading.step(source, tree, index), token.kind) {
            (Some(role), _) => of_role(role, source.slice(span)),
            (None, token::Kind::Comment) => Kind::Comment,
            (None, token::Kind::Unknown) => Kind::Unknown,
            (None, kind) if kind.is_trivia() => continue,
            (None, _) => Kind::Operator,
        };
        tokens.push(Token { span, kind });
    }
    tokens
}

fn of_role(role: Role, text: &str) -> Kind {
    match role {
        Role::Statement(Some(_)) => Kind::Statement,
        Role::Clause(Some(_)) => Kind::Clause,
        Role::Key(Some(_)) | Role::Variable => Kind::Key,
        Role::Statement(None) | Role::Clause(None) | Role::Key(None) => Kind::Unknown,
        Role::Subject(Named::Site | Named::File) => Kind::Name,
        Role::Subject(Named::Broker) => Kind::Word,
        Role::Subject(Named::Service) => Kind::Service,
        Role::Subject(Named::Queue) | Role::Target => Kind::Queue,
        Role::Subject(Named::Task) => Kind::Task,
        Role::Value(Some(entry)) => of_value(entry, text),
        Role::Value(None) => by_shape(text),
    }
}

fn of_value(entry: Entry, text: &str) -> Kind {
    match entry.place.value {
        Type::Switch | Type::Days => Kind::Word,
        Type::Choice(choices) if choices.iter().any(|choice| choice.word == text) => Kind::Word,
        Type::Choice(_) => Kind::Unknown,
        Type::Queue => Kind::Queue,
        _ if entry.key.name == keys::registered::KEY.name => Kind::Service,
        _ if entry.key.name == keys::release::KEY.name => Kind::Word,
        _ => by_shape(text),
    }
}

/// What a value is whose key does not say it.
fn by_shape(text: &str) -> Kind {
    match text {
        _ if text.starts_with("secret:") || text.starts_with("configmap:") => Kind::Reference,
        _ if text.starts_with(|first: char| first.is_ascii_digit()) => Kind::Number,
        _ => Kind::Text,
    }
}
