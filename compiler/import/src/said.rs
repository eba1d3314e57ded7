//! What a statement says, pair by pair. Each value is held against the vocabulary before it is said, so that what comes
//! out can be read: what a key does not take is refused with the reason.

use celq::diagnostic::Sink;
use celq::language::read::Input;
use celq::language::value::{Fault, FaultKind, Type, Value};
use celq::language::{CLAUSES, Clause, Default as Unsaid, Key, Scope, clauses};
use celq::parse::{Item, parse};
use celq::source::Sources;

/// The pairs and clauses of a statement.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Said {
    groups: Vec<Group>,
}

/// The pairs of the statement itself, or of one clause.
#[derive(Clone, Debug, PartialEq)]
struct Group {
    clause: Option<&'static str>,
    pairs: Vec<Pair>,
}

/// `key=value`
#[derive(Clone, Debug, PartialEq)]
struct Pair {
    key: String,
    value: String,
    /// Whether the same holds when it is not said.
    holds_anyway: bool,
}

impl Said {
    /// Says a pair.
    ///
    /// # Errors
    /// When the key does not take the value, or another value was said before; with the reason.
    pub(crate) fn set(&mut self, scope: Scope, key: &'static Key, value: &Value<'_>) -> Result<(), String> {
        let place = key.places.iter().find(|place| place.scope == scope).ok_or("no such key")?;
        let text = value.to_string();
        readable(&place.value, &text, value).map_err(|why| format!("`{}` {why}", key.name))?;
        let clause = CLAUSES.iter().find(|clause| clause.scope == scope).map(|clause| clause.word);
        let holds_anyway = match place.default {
            Unsaid::Integer(number, _) => number.to_string() == text,
            Unsaid::Duration(seconds, _) => celq::language::value::Seconds(seconds).to_string() == text,
            Unsaid::Word(word, _) => word == text,
            Unsaid::Catalog(_) | Unsaid::Unset(_) | Unsaid::Required => false,
        };
        self.put(clause, Pair { key: key.name.to_owned(), value: text, holds_anyway })
    }

    /// Says a pair even where the same holds without it.
    pub(crate) fn insist(&mut self, scope: Scope, key: &'static Key, value: &Value<'_>) -> Result<(), String> {
        self.set(scope, key, value)?;
        if let Some(pair) = self.pair_mut(scope, key) {
            pair.holds_anyway = false;
        }
        Ok(())
    }

    /// Says a variable of the environment.
    ///
    /// # Errors
    /// When it cannot be written, with the reason.
    pub(crate) fn set_variable(&mut self, name: &str, value: &Value<'_>) -> Result<(), String> {
        if !celq::resolve::is_variable_name(name) {
            return Err("a variable's name is made of letters, digits and `_`, and begins with no digit".to_owned());
        }
        let text = match value {
            Value::Reference(reference) => celq::language::print::text(&reference.to_string()),
            other => other.to_string(),
        };
        readable(&Type::EnvValue, &text, value).map_err(|why| format!("a variable {why}"))?;
        self.put(Some(clauses::env::CLAUSE.word), Pair { key: name.to_owned(), value: text, holds_anyway: false })
    }

    /// Opens a clause that says something by being there. One that repeats is begun anew.
    pub(crate) fn open(&mut self, clause: &'static Clause) {
        if clause.repeats || self.group(Some(clause.word)).is_none() {
            self.groups.push(Group { clause: Some(clause.word), pairs: Vec::new() });
        }
    }

    /// Whether a clause is there.
    pub(crate) fn has_clause(&self, clause: &'static Clause) -> bool {
        self.group(Some(clause.word)).is_some()
    }

    /// What was said for a key.
    pub(crate) fn get(&self, scope: Scope, key: &'static Key) -> Option<&str> {
        let clause = CLAUSES.iter().find(|clause| clause.scope == scope).map(|clause| clause.word);
        let pairs = &self.group(clause)?.pairs;
        pairs.iter().find(|pair| pair.key == key.name).map(|pair| pair.value.as_str())
    }

    /// Takes back what was said for a key.
    pub(crate) fn unset(&mut self, scope: Scope, key: &'static Key) {
        let clause = CLAUSES.iter().find(|clause| clause.scope == scope).map(|clause| clause.word);
        for group in self.groups.iter_mut().filter(|group| group.clause == clause) {
            group.pairs.retain(|pair| pair.key != key.name);
        }
    }

    /// Adds what another statement says and this one does not.
    pub(crate) fn add(&mut self, other: &Self) {
        for group in &other.groups {
            if group.clause.and_then(celq::language::clause).is_some_and(|clause| clause.repeats) {
                self.groups.push(group.clone());
                continue;
            }
            let own = match self.groups.iter().position(|own| own.clause == group.clause) {
                Some(index) => index,
                None => {
                    self.groups.push(Group { clause: group.clause, pairs: Vec::new() });
                    self.groups.len() - 1
                }
            };
            for pair in &group.pairs {
                if !self.groups[own].pairs.iter().any(|own| own.key == pair.key) {
                    self.groups[own].pairs.push(pair.clone());
                }
            }
        }
    }

    /// Whether some pair says what does not hold anyway.
    pub(crate) fn says_more_than_clauses(&self) -> bool {
        self.groups.iter().flat_map(|group| &group.pairs).any(|pair| !pair.holds_anyway)
    }

    /// Whether nothing is said that does not hold anyway.
    pub(crate) fn is_empty(&self) -> bool {
        self.text(&Self::default()).is_empty()
    }

    /// Its words. What holds anyway is left out, unless `inherited` says otherwise.
    pub(crate) fn text(&self, inherited: &Self) -> String {
        let mut text = String::new();
        let (own, of_clauses): (Vec<_>, Vec<_>) = self.groups.iter().partition(|group| group.clause.is_none());
        for group in own.into_iter().chain(of_clauses) {
            let others = inherited.group(group.clause);
            let says_otherwise =
                |pair: &Pair| others.is_some_and(|group| group.pairs.iter().any(|other| other.key == pair.key));
            let pairs = group.pairs.iter().filter(|pair| !pair.holds_anyway || says_otherwise(pair));
            let pairs: String = pairs.map(|pair| format!(" {}={}", pair.key, pair.value)).collect();
            match group.clause {
                Some(clause) if !pairs.is_empty() || says_alone(clause) => text += &format!("\n  {clause}{pairs}"),
                Some(_) => {}
                None => text += &pairs,
            }
        }
        text
    }

    fn put(&mut self, clause: Option<&'static str>, pair: Pair) -> Result<(), String> {
        let group = match self.groups.iter_mut().rev().find(|group| group.clause == clause) {
            Some(group) => group,
            None => {
                self.groups.push(Group { clause, pairs: Vec::new() });
                let last = self.groups.len() - 1;
                &mut self.groups[last]
            }
        };
        match group.pairs.iter().find(|there| there.key == pair.key) {
            Some(there) if there.value == pair.value => {}
            Some(there) => return Err(format!("`{}={}` is said elsewhere", there.key, there.value)),
            None => group.pairs.push(pair),
        }
        Ok(())
    }

    fn group(&self, clause: Option<&'static str>) -> Option<&Group> {
        self.groups.iter().rev().find(|group| group.clause == clause)
    }

    fn pair_mut(&mut self, scope: Scope, key: &'static Key) -> Option<&mut Pair> {
        let clause = CLAUSES.iter().find(|clause| clause.scope == scope).map(|clause| clause.word);
        let group = self.groups.iter_mut().rev().find(|group| group.clause == clause)?;
        group.pairs.iter_mut().find(|pair| pair.key == key.name)
    }
}

/// Whether a clause says something without a pair.
fn says_alone(word: &str) -> bool {
    celq::language::clause(word).is_some_and(|clause| clause.alone)
}

/// Whether a text is read as the value that it was written for.
fn readable(of: &Type, text: &str, value: &Value<'_>) -> Result<(), String> {
    let source = format!("value={text}");
    let sources = Sources::single("", source.into_bytes()).map_err(|_| "takes nothing so long")?;
    let file = sources.main();
    let tree = parse(file, &mut Sink::default());
    let items = tree.statements.first().map_or(&[][..], |statement| tree.items(statement));
    let [Item::Pair(pair)] = items else { return Err("takes no such text".to_owned()) };
    match of.read(Input::new(file, &tree, &pair.value)) {
        Ok(read) if same(&read, value) => Ok(()),
        Ok(_) => Err("takes this for something else".to_owned()),
        Err(fault) => Err(why(&fault)),
    }
}

/// Whether two values say the same, wherever they stand.
fn same(read: &Value<'_>, meant: &Value<'_>) -> bool {
    match (read, meant) {
        (Value::Reference(read), Value::Reference(meant)) => read == meant,
        (Value::Reference(_), _) | (_, Value::Reference(_)) => false,
        _ => read.to_string() == meant.to_string(),
    }
}

/// What is wrong with a value.
fn why(fault: &Fault) -> String {
    match &fault.kind {
        FaultKind::Invalid(wanted)
        | FaultKind::OutOfRange(wanted)
        | FaultKind::Quantity(wanted)
        | FaultKind::Date(wanted) => format!("takes {wanted}"),
        FaultKind::Name(why) => format!("takes a name: {why}"),
        FaultKind::TooLong(longest) => format!("takes at most {longest} characters"),
        FaultKind::TimeZone => "takes a time zone as IANA names it".to_owned(),
        FaultKind::SecretInClear => "takes a reference, not the secret itself".to_owned(),
    }
}
