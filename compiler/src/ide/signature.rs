//! A place → the keys of the clause or statement that it is in, and which of them is written there.

use super::anatomy::{self, Place, Role};
use super::position::{self, Spot};
use crate::language::{Clause, Entry, Statement, entries};
use crate::parse::Tree;
use crate::source::{Source, Span};

/// What a clause or statement takes.
#[derive(Clone, Debug)]
pub struct Signature {
    /// Its word and its keys in a line: `keda min=0 max=30 list_length=40`.
    pub label: String,
    /// What it declares.
    pub summary: &'static str,
    /// Its keys.
    pub parameters: Vec<Parameter>,
    /// Which key is written at the place.
    pub active: Option<usize>,
}

/// A key in a signature.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its place in the label, in bytes.
    pub span: Span,
    /// What it says, takes and defaults to.
    pub text: String,
}

/// What the clause takes that an offset is in, or else the statement.
pub fn signature(source: &Source, tree: &Tree, offset: u32) -> Option<Signature> {
    let position = position::at(source, tree, offset);
    let Spot::Statement(Place::Word(_) | Place::Value(_)) = position.spot else { return None };
    let reading = position.reading;
    let mut signature = match reading.clause {
        Some(clause) => of_clause(clause?),
        None => of_statement(reading.of?),
    };
    let statement = position.statement?;
    let (_, parts) = anatomy::parts_before(source, tree, statement, position.word.end.max(position.word.start + 1));
    let key = parts.iter().rev().find_map(|part| match part.role {
        Role::Key(entry) => Some(entry),
        Role::Clause(_) => Some(None),
        _ => None,
    });
    let writes = position.is_key || matches!(position.spot, Spot::Statement(Place::Value(_)));
    let scopes = reading.scopes();
    let all = scopes.iter().flat_map(|scope| entries(*scope));
    signature.active = key
        .flatten()
        .filter(|_| writes)
        .and_then(|key| all.map(|entry| entry.index).position(|index| index == key.index));
    Some(signature)
}

fn of_clause(clause: &'static Clause) -> Signature {
    build(clause.word, clause.summary, entries(clause.scope).iter())
}

fn of_statement(statement: &'static Statement) -> Signature {
    let keys = statement.scopes.iter().flat_map(|scope| entries(*scope));
    build(statement.word, statement.summary, keys)
}

fn build<'a>(word: &str, summary: &'static str, keys: impl Iterator<Item = &'a Entry>) -> Signature {
    let mut label = word.to_owned();
    let mut parameters = Vec::new();
    for Entry { key, place, .. } in keys {
        label.push(' ');
        let start = length(&label);
        label += key.name;
        label.push('=');
        label += &super::complete::default(place.default).unwrap_or_default();
        let text = format!("{}; {}; default: {}", key.summary, place.value.describe(), place.default);
        parameters.push(Parameter { span: Span::new(start, length(&label)), text });
    }
    Signature { label, summary, parameters, active: None }
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
