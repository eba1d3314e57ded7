//! The words of the language that could stand at a place: statements, clauses, keys.

use super::super::anatomy::{Role, may_have_none};
use super::sample::{of_clause, pair, snippet, with_subject};
use super::{Asked, Item, Kind, Page};
use crate::language::{Clause, Entry, STATEMENTS, Statement, entries, keys, statements};
use crate::parse::token;

/// All statements. On an empty line each with its subject, and again as its whole example where that says more.
pub(super) fn statements(empty: bool) -> Vec<Item> {
    if !empty {
        return STATEMENTS.iter().map(|statement| word(statement)).collect();
    }
    let items = |statement: &&'static Statement| {
        let named = word(statement).inserting(with_subject(statement.example));
        [Some(named), example(statement)]
    };
    STATEMENTS.iter().flat_map(items).flatten().collect()
}

/// The statements that can be amended. Those that stand once need no subject.
pub(super) fn amendable(empty: bool) -> Vec<Item> {
    let about_files = [statements::amend::STATEMENT.word, statements::include::STATEMENT.word];
    let amendable = STATEMENTS.iter().filter(|statement| !about_files.contains(&statement.word));
    let item = |statement: &&'static Statement| {
        if !empty || may_have_none(statement, true) {
            return word(statement);
        }
        word(statement).inserting(with_subject(statement.example))
    };
    amendable.map(item).collect()
}

fn word(statement: &'static Statement) -> Item {
    Item::new(statement.word, Kind::Statement, statement.summary, Page::Statement(statement))
}

fn example(statement: &'static Statement) -> Option<Item> {
    let whole = snippet(statement.example);
    (whole != with_subject(statement.example)).then(|| {
        Item::new(statement.example, Kind::Snippet, statement.summary, Page::Statement(statement)).inserting(whole)
    })
}

impl Asked<'_, '_> {
    /// The keys and clauses that can stand here and do not yet.
    pub(super) fn words(&self) -> Vec<Item> {
        let reading = &self.position.reading;
        let Some(of) = reading.of else { return Vec::new() };
        if of.word == statements::route::STATEMENT.word && !self.has_target_before() {
            return self.arrow();
        }
        let written = self.written();
        let keys =
            reading.scopes().iter().flat_map(|scope| entries(*scope)).filter(|entry| self.takes(entry, &written));
        let mut items: Vec<Item> = keys.map(|entry| self.key(entry)).collect();
        if !self.position.is_key {
            items
                .extend(of.clauses.iter().filter(|clause| self.takes_clause(clause)).map(|clause| clause_item(clause)));
        }
        items
    }

    fn key(&self, entry: &Entry) -> Item {
        let detail = format!("{}; default: {}", entry.place.value.describe(), entry.place.default);
        let insert = if self.position.is_key { entry.key.name.to_owned() } else { pair(entry) };
        Item::new(entry.key.name, Kind::Key, detail, Page::Key(entry.key)).inserting(insert)
    }

    /// Whether a key is not written yet, and nothing that excludes it.
    fn takes(&self, entry: &Entry, written: &[&str]) -> bool {
        let excludes = |key: &&str| {
            *key == entry.key.name
                || entry.place.conflicts.contains(key)
                || crate::language::entry(&[entry.place.scope], key)
                    .is_some_and(|other| other.place.conflicts.contains(&entry.key.name))
        };
        let on = entry.key.name == keys::name::KEY.name || entry.key.name == keys::on::KEY.name;
        !written.iter().any(excludes) && (on || !self.has_no_worker())
    }

    fn takes_clause(&self, clause: &Clause) -> bool {
        let is_it = |role: Role| matches!(role, Role::Clause(Some(written)) if written.word == clause.word);
        !self.has_no_worker() && (clause.repeats || !self.parts.iter().any(|part| is_it(part.role)))
    }

    /// Whether the queue is consumed by another's worker, so that nothing can be said of its own.
    fn has_no_worker(&self) -> bool {
        self.parts.iter().any(|part| matches!(part.role, Role::Key(_)) && self.text(part) == keys::on::KEY.name)
    }

    /// The keys between the clauses before and behind the place. Behind a word that is not finished they have lost their
    /// meaning, so they are taken by their text.
    fn written(&self) -> Vec<&str> {
        let is_clause = |role: Role| matches!(role, Role::Clause(Some(_)));
        let at = self.parts.partition_point(|part| part.span.start < self.position.word.start);
        let (before, behind) = self.parts.split_at(at);
        let before = before.iter().rev().take_while(|part| !is_clause(part.role));
        let around = before.chain(behind.iter().take_while(|part| !is_clause(part.role)));
        around.filter(|part| matches!(part.role, Role::Key(_))).map(|part| self.text(part)).collect()
    }

    fn has_target_before(&self) -> bool {
        let target = self.parts.iter().find(|part| matches!(part.role, Role::Target));
        target.is_some_and(|target| target.span.end <= self.position.word.start)
    }

    /// `->`, where it is not there yet.
    fn arrow(&self) -> Vec<Item> {
        let tree = &self.file.tree;
        let mut tokens = self.position.statement.into_iter().flat_map(crate::parse::Statement::tokens);
        if tokens.any(|index| tree.tokens[index].kind == token::Kind::Arrow) {
            return Vec::new();
        }
        vec![Item::new("->", Kind::Value, "the queue follows", Page::None).inserting("-> ")]
    }
}

fn clause_item(clause: &'static Clause) -> Item {
    let item = Item::new(clause.word, Kind::Clause, clause.summary, Page::Clause(clause));
    if clause.alone { item } else { item.inserting(of_clause(clause.word, clause.example)) }
}
