//! The pairs and clauses of a statement → the fields of its target. One loop for all statements: what differs is in
//! the vocabulary.

use super::Word;
use crate::diagnostic::{Diagnostic, Sink};
use crate::language::read::Input;
use crate::language::value::{Fault, FaultKind, Type, Value};
use crate::language::{Clause, Default, Entry, Scope, Target, entries, entry};
use crate::model::{EnvValue, EnvVar, Opened, Setting};
use crate::parse::{Item, Pair, Value as TreeValue};
use crate::rules::check::secret_in_clear::secret_in_clear;
use crate::rules::misplaced::Place;
use crate::rules::parse::unexpected_character::misplaced_arrow;
use crate::rules::resolve::conflicting_keys::conflicting_keys;
use crate::rules::resolve::duplicate_key::duplicate_key;
use crate::rules::resolve::invalid_date::invalid_date;
use crate::rules::resolve::invalid_name::invalid_name;
use crate::rules::resolve::invalid_quantity::invalid_quantity;
use crate::rules::resolve::invalid_value::invalid_value;
use crate::rules::resolve::key_in_env::key_in_env;
use crate::rules::resolve::missing_key::{empty_clause, missing_key};
use crate::rules::resolve::name_too_long::name_too_long;
use crate::rules::resolve::out_of_range::out_of_range;
use crate::rules::resolve::unknown_clause::{key_without_value, unknown_clause};
use crate::rules::resolve::unknown_key::unknown_key;
use crate::rules::resolve::unknown_time_zone::unknown_time_zone;
use crate::source::Span;

/// Fills a target from the items behind the subjects of a statement.
pub(super) fn fill<'s>(
    word: Word<'s>,
    items: &'s [Item],
    mut target: Target<'_, 's>,
    inherited: bool,
    sink: &mut Sink,
) {
    let mut filling = Filling {
        word,
        inherited,
        clause: None,
        pairs: 0,
        written: Vec::new(),
        clauses: Vec::new(),
        first_clause: None,
        sink,
    };
    let mut behind_arrow = false;
    for item in items {
        match item {
            Item::Arrow(span) => filling.sink.push(misplaced_arrow(*span)),
            // What a misplaced arrow points at is no clause.
            Item::Value(_) if behind_arrow => {}
            Item::Value(value) => filling.open_clause(value, &mut target),
            Item::Pair(pair) => filling.pair(pair, &mut target),
        }
        behind_arrow = matches!(item, Item::Arrow(_));
    }
    filling.close_clause(&target);
}

/// Where an item begins, all of it.
pub(super) fn start(item: &Item) -> Span {
    match item {
        Item::Arrow(span) => *span,
        Item::Value(value) => value.span,
        Item::Pair(pair) => pair.span(),
    }
}

struct Filling<'a, 's> {
    word: Word<'s>,
    inherited: bool,
    /// The clause that pairs belong to now; `None` before the first.
    clause: Option<Open>,
    /// How many pairs it has so far.
    pairs: usize,
    /// What was written so far, of a clause that repeats that of the last.
    written: Vec<Written>,
    /// Where each clause was opened.
    clauses: Vec<(&'static str, Span)>,
    /// Where the first clause begins, known or not: what belongs to the statement stands before it.
    first_clause: Option<Span>,
    sink: &'a mut Sink,
}

/// An entry of the vocabulary that was written.
struct Written {
    entry: Entry,
    span: Span,
    /// Whether its value could be read.
    kept: bool,
}

/// A clause that was opened, or one that is not known or stands twice: its pairs are then passed over.
#[derive(Clone, Copy)]
enum Open {
    Known(&'static Clause, Span),
    Unknown,
}

impl<'s> Filling<'_, 's> {
    fn open_clause(&mut self, value: &TreeValue, target: &mut Target<'_, 's>) {
        let text = self.word.text(value.span);
        if let Some(Open::Known(clause, _)) = self.clause.filter(|_| self.word.of.clause(text).is_none())
            && entry(&[clause.scope], text).is_some()
        {
            self.sink.push(key_without_value(text, value.span, clause.word));
            self.pairs += 1;
            return;
        }
        self.close_clause(target);
        self.first_clause.get_or_insert(value.span);
        let Some(clause) = self.word.of.clause(text) else {
            self.sink.push(unknown_clause(text, value.span, self.word.of));
            self.clause = Some(Open::Unknown);
            return;
        };
        if clause.repeats {
            self.written.retain(|written| written.entry.place.scope != clause.scope);
        } else if let Some((_, first)) = self.clauses.iter().find(|(opened, _)| *opened == clause.word) {
            self.sink.push(duplicate_key(clause.word, value.span, *first));
            self.clause = Some(Open::Unknown);
            return;
        }
        self.clauses.push((clause.word, value.span));
        self.clause = Some(Open::Known(clause, value.span));
        self.pairs = 0;
        let opened = Opened { span: value.span, inherited: self.inherited };
        (clause.presence.open)(target, opened, self.word.statement.span);
    }

    /// Reports what the clause that ends here should have said, here or in `defaults`.
    fn close_clause(&mut self, target: &Target<'_, 's>) {
        let Some(Open::Known(clause, span)) = self.clause else { return };
        if self.pairs == 0 && !clause.alone {
            self.sink.push(empty_clause(clause.word, span, clause.usage()));
            return;
        }
        let unsaid = |entry: &Entry| self.written(*entry).is_none() && entry.place.access.get(target.part()).is_none();
        let of_clause = entries(clause.scope);
        let missing = of_clause.iter().find(|entry| matches!(entry.place.default, Default::Required) && unsaid(entry));
        let one_of = |entry: &&Entry| clause.one_of.contains(&entry.key.name);
        let none = !clause.one_of.is_empty() && of_clause.iter().filter(one_of).all(unsaid);
        let missing = match missing {
            Some(entry) => missing_key(clause.word, span, entry.key.name, "it is missing here", clause.usage()),
            None if none => {
                let key = clause.one_of.join("` or `");
                missing_key(clause.word, span, &key, "none of them is here", clause.usage())
            }
            None => return,
        };
        self.sink.push(missing);
    }

    fn pair(&mut self, pair: &'s Pair, target: &mut Target<'_, 's>) {
        self.pairs += 1;
        let of_clause;
        let scopes: &[Scope] = match self.clause {
            None => self.word.of.scopes,
            Some(Open::Known(clause, _)) if clause.scope == Scope::Env => return self.variable(pair, target),
            Some(Open::Known(clause, _)) => {
                of_clause = [clause.scope];
                &of_clause
            }
            Some(Open::Unknown) => return,
        };
        let key = self.word.text(pair.key);
        let Some(entry) = entry(scopes, key) else {
            return self.report_unknown_key(pair, scopes);
        };
        if let Some(first) = self.written(entry) {
            let first = first.span;
            return self.sink.push(duplicate_key(entry.key.name, pair.span(), first));
        }
        self.report_conflicts(entry, pair, scopes);
        let value = self.read(key, &entry.place.value, &pair.value);
        let kept = value.is_some();
        if let Some(value) = value {
            self.drop_inherited_conflicts(entry, scopes, target);
            entry.place.access.set(target, Some(self.setting(value, pair)));
        }
        self.written.push(Written { entry, span: pair.span(), kept });
    }

    fn written(&self, entry: Entry) -> Option<&Written> {
        self.written.iter().find(|written| written.entry.index == entry.index)
    }

    /// What excludes a key and was inherited gives way to it.
    fn drop_inherited_conflicts(&self, entry: Entry, scopes: &[Scope], target: &mut Target<'_, 's>) {
        for other in entry.place.conflicts {
            let other = crate::language::entry(scopes, other);
            let kept = |other: &Entry| self.written(*other).is_some_and(|written| written.kept);
            if let Some(other) = other.filter(|other| !kept(other)) {
                other.place.access.set(target, None);
            }
        }
    }

    /// Reports the keys before this one that exclude it. All of them are kept: none is better than the others.
    fn report_conflicts(&mut self, entry: Entry, pair: &Pair, scopes: &[Scope]) {
        for other in entry.place.conflicts {
            let first = crate::language::entry(scopes, other).and_then(|other| self.written(other));
            if let Some(first) = first.map(|written| written.span) {
                self.sink.push(conflicting_keys((other, first), (entry.key.name, pair.span())));
            }
        }
    }

    fn variable(&mut self, pair: &'s Pair, target: &mut Target<'_, 's>) {
        let env = match target {
            Target::Queue(settings) => &mut settings.env,
            Target::Service(service) => &mut service.env,
            _ => return,
        };
        let name = self.word.text(pair.key);
        if entry(self.word.of.scopes, name).is_some() {
            self.sink.push(key_in_env(&self.place(pair, self.word.of.scopes)));
            return;
        }
        let earlier = env.iter().position(|variable| variable.name == name);
        if let Some(earlier) = earlier.filter(|index| self.word.statement.span.touches(env[*index].name_span.start)) {
            let first = env[earlier].name_span.to(env[earlier].value.span);
            self.sink.push(duplicate_key(name, pair.span(), first));
            return;
        }
        if !is_variable_name(name) {
            let why = "a variable's name is made of letters, digits and `_`, and begins with no digit";
            self.sink.push(invalid_name(name, pair.key, why, None));
            return;
        }
        let value = match self.read(name, &Type::EnvValue, &pair.value) {
            Some(Value::Text(text)) => EnvValue::Text(text),
            Some(Value::Reference(reference)) => EnvValue::Reference(reference),
            _ => return,
        };
        let variable = EnvVar { name: name.into(), name_span: pair.key, value: self.setting(value, pair) };
        match earlier {
            Some(inherited) => env[inherited] = variable,
            None => env.push(variable),
        }
    }

    fn read(&mut self, key: &str, of: &Type, value: &TreeValue) -> Option<Value<'s>> {
        let file = self.word.file;
        match of.read(Input::new(file.source, &file.tree, value)) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.sink.push(of_fault(key, file.source.slice(fault.span), &fault));
                None
            }
        }
    }

    fn setting<T>(&self, value: T, pair: &Pair) -> Setting<T> {
        Setting { value, span: pair.span(), value_start: pair.value.span.start, inherited: self.inherited }
    }

    fn report_unknown_key(&mut self, pair: &Pair, scopes: &[Scope]) {
        if self.sink.is_full() {
            return self.sink.count_error();
        }
        self.sink.push(unknown_key(&self.place(pair, scopes)));
    }

    fn place<'a>(&'a self, pair: &Pair, scopes: &'a [Scope]) -> Place<'a> {
        let key = self.word.text(pair.key);
        let clause = match self.clause {
            Some(Open::Known(clause, span)) => Some((clause.word, span)),
            _ => None,
        };
        Place {
            key,
            span: pair.key,
            pair: (self.word.text(pair.span()), pair.span()),
            statement: self.word.of,
            clause,
            first_clause: self.first_clause.map(|span| (self.word.text(span), span)),
            said_already: entry(self.word.of.scopes, key).is_some_and(|entry| self.written(entry).is_some()),
            scopes,
        }
    }
}

/// The rule that speaks of a fault in a value.
pub(super) fn of_fault(key: &str, text: &str, fault: &Fault) -> Diagnostic {
    let meant = fault.suggestion.as_ref();
    match &fault.kind {
        FaultKind::Invalid(wanted) => invalid_value(key, text, fault.span, wanted, meant),
        FaultKind::OutOfRange(range) => out_of_range(key, text, fault.span, range),
        FaultKind::Quantity(wanted) => invalid_quantity(key, text, fault.span, wanted, meant),
        FaultKind::Name(why) => invalid_name(text, fault.span, why, meant.map(|meant| &*meant.text)),
        FaultKind::TooLong(longest) => name_too_long(text, fault.span, *longest),
        FaultKind::Date(wanted) => invalid_date(key, text, fault.span, wanted),
        FaultKind::TimeZone => unknown_time_zone(text, fault.span, meant),
        FaultKind::SecretInClear => secret_in_clear(key, fault.span),
    }
}

/// Whether a text can be the name of a variable of the environment.
pub fn is_variable_name(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_ascii_digit())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
