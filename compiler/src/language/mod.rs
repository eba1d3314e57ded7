//! The vocabulary: every word that may be written, as rows of three ordered tables. Everything that knows a word
//! reads it here: resolving, "did you mean", formatting, explaining, the reference. Knows no file and no site.

pub mod clauses;
mod forms;
pub mod keys;
pub mod print;
mod quantity;
pub mod read;
pub mod statements;
pub mod suggest;
pub mod typed;
pub mod value;

pub use clauses::CLAUSES;
pub use keys::KEYS;
pub use statements::STATEMENTS;

use std::fmt;
use std::sync::LazyLock;

use crate::model::{Broker, Service, Settings, Site, Slot, Task};
use value::{Seconds, Type, Value};

/// A statement: the word in column 0.
pub struct Statement {
    /// The word.
    pub word: &'static str,
    /// What stands behind it, for people: `SERVICE.VARIANT[, …]`.
    pub subject: &'static str,
    /// What it declares, in one line.
    pub summary: &'static str,
    /// Its page.
    pub doc: &'static str,
    /// A line that uses it.
    pub example: &'static str,
    /// Where its keys are looked up.
    pub scopes: &'static [Scope],
    /// The clauses that it takes, in the order of the formatter.
    pub clauses: &'static [&'static Clause],
}

/// A clause: a bare word behind a statement's subjects, to which the pairs after it belong.
pub struct Clause {
    /// The word.
    pub word: &'static str,
    /// What it declares, in one line.
    pub summary: &'static str,
    /// Its page.
    pub doc: &'static str,
    /// A statement that uses it.
    pub example: &'static str,
    /// Where its keys are looked up.
    pub scope: Scope,
    /// Whether it says something without a pair.
    pub alone: bool,
}

/// A key: the word before `=`. It can belong to several statements and clauses, each with a type of its own.
pub struct Key {
    /// The word.
    pub name: &'static str,
    /// What it says, in one line.
    pub summary: &'static str,
    /// Its page.
    pub doc: &'static str,
    /// A statement that uses it.
    pub example: &'static str,
    /// The statements and clauses that take it.
    pub places: &'static [Place],
}

/// One statement or clause that takes a key.
pub struct Place {
    /// Which.
    pub scope: Scope,
    /// What the key takes there.
    pub value: Type,
    /// What holds when it is not written.
    pub default: Default,
    /// Keys of the same scope that cannot stand beside it.
    pub conflicts: &'static [&'static str],
    /// How it reaches the model.
    pub access: Access,
}

/// What holds when a key is not written, and where that comes from or what it means.
#[derive(Clone, Copy, Debug)]
pub enum Default {
    /// This number.
    Integer(i64, &'static str),
    /// So many seconds.
    Duration(u32, &'static str),
    /// This word or text.
    Word(&'static str, &'static str),
    /// What the catalog of the release says.
    Catalog(&'static str),
    /// Nothing.
    Unset(&'static str),
    /// There is none: the key has to be written.
    Required,
}

/// Where keys are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// `site`
    Site,
    /// `broker redis`
    Broker,
    /// `service`
    Service,
    /// `queue` and `defaults`
    Queue,
    /// `queue` alone: what no two queues can share.
    OneQueue,
    /// `keda`
    Keda,
    /// `resources`
    Resources,
    /// `env`, whose keys are free.
    Env,
    /// `place`
    Place,
    /// `disruption`
    Disruption,
    /// `route`
    Route,
    /// `task`
    Task,
}

/// How a key is read from the model, and how it gets there.
#[derive(Clone, Copy)]
pub enum Access {
    /// A field of [`Site`].
    Site(for<'s> fn(&Site<'s>) -> Slot<Value<'s>>, for<'s> fn(&mut Site<'s>, Slot<Value<'s>>)),
    /// A field of [`Broker`].
    Broker(for<'s> fn(&Broker<'s>) -> Slot<Value<'s>>, for<'s> fn(&mut Broker<'s>, Slot<Value<'s>>)),
    /// A field of [`Service`].
    Service(for<'s> fn(&Service<'s>) -> Slot<Value<'s>>, for<'s> fn(&mut Service<'s>, Slot<Value<'s>>)),
    /// A field of [`Settings`].
    Queue(for<'s> fn(&Settings<'s>) -> Slot<Value<'s>>, for<'s> fn(&mut Settings<'s>, Slot<Value<'s>>)),
    /// A field of [`Task`].
    Task(for<'s> fn(&Task<'s>) -> Slot<Value<'s>>, for<'s> fn(&mut Task<'s>, Slot<Value<'s>>)),
}

/// The model's part that a statement fills.
pub enum Target<'t, 's> {
    /// `site`
    Site(&'t mut Site<'s>),
    /// `broker`
    Broker(&'t mut Broker<'s>),
    /// `service`
    Service(&'t mut Service<'s>),
    /// `queue` and `defaults`
    Queue(&'t mut Settings<'s>),
    /// `task`
    Task(&'t mut Task<'s>),
    /// `route`, which has no keys.
    Nothing,
}

impl Access {
    /// Puts a value where it belongs; `None` takes away what is there.
    pub fn set<'s>(&self, target: &mut Target<'_, 's>, value: Slot<Value<'s>>) {
        match (self, target) {
            (Self::Site(_, set), Target::Site(site)) => set(site, value),
            (Self::Broker(_, set), Target::Broker(broker)) => set(broker, value),
            (Self::Service(_, set), Target::Service(service)) => set(service, value),
            (Self::Queue(_, set), Target::Queue(settings)) => set(settings, value),
            (Self::Task(_, set), Target::Task(task)) => set(task, value),
            // A place's scope says which target its statement fills; a test holds the two together.
            _ => {}
        }
    }
}

/// A key at one of its places.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The key.
    pub key: &'static Key,
    /// The place.
    pub place: &'static Place,
    /// A number of its own among all entries, in the order of the table.
    pub index: usize,
}

/// More entries than the table has: how many a set of them must hold.
pub const ENTRIES: usize = 96;

/// Every key at every place, by scope.
static ENTRIES_BY_SCOPE: LazyLock<Vec<(Scope, Vec<Entry>)>> = LazyLock::new(|| {
    let places = KEYS.iter().flat_map(|key| key.places.iter().map(move |place| (*key, place)));
    let mut scopes: Vec<(Scope, Vec<Entry>)> = Vec::new();
    for (index, (key, place)) in places.enumerate() {
        let entry = Entry { key, place, index };
        match scopes.iter_mut().find(|(scope, _)| *scope == place.scope) {
            Some((_, entries)) => entries.push(entry),
            None => scopes.push((place.scope, vec![entry])),
        }
    }
    scopes
});

/// The keys of a scope, in the order of the table.
pub fn entries(scope: Scope) -> &'static [Entry] {
    ENTRIES_BY_SCOPE.iter().find(|(of, _)| *of == scope).map_or(&[], |(_, entries)| entries)
}

/// The key of that name in one of the scopes.
pub fn entry(scopes: &[Scope], name: &str) -> Option<Entry> {
    scopes.iter().flat_map(|scope| entries(*scope)).find(|entry| entry.key.name == name).copied()
}

/// The statement of that word.
pub fn statement(word: &str) -> Option<&'static Statement> {
    STATEMENTS.iter().copied().find(|statement| statement.word == word)
}

/// The clause of that word.
pub fn clause(word: &str) -> Option<&'static Clause> {
    CLAUSES.iter().copied().find(|clause| clause.word == word)
}

/// The key of that word.
pub fn key(word: &str) -> Option<&'static Key> {
    KEYS.iter().copied().find(|key| key.name == word)
}

impl Statement {
    /// Its clause of that word.
    pub fn clause(&self, word: &str) -> Option<&'static Clause> {
        self.clauses.iter().copied().find(|clause| clause.word == word)
    }
}

impl Scope {
    /// The statements and clauses whose keys are looked up here, as they are written.
    pub fn words(self) -> Vec<&'static str> {
        let statements = STATEMENTS.iter().filter(|statement| statement.scopes.contains(&self));
        let clauses = CLAUSES.iter().filter(|clause| clause.scope == self);
        statements.map(|statement| statement.word).chain(clauses.map(|clause| clause.word)).collect()
    }
}

impl fmt::Debug for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word)
    }
}

impl fmt::Debug for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl fmt::Display for Default {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(number, why) => write!(f, "{number} ({why})"),
            Self::Duration(seconds, why) => write!(f, "{} ({why})", Seconds(*seconds)),
            Self::Word(word, why) => write!(f, "{word} ({why})"),
            Self::Catalog(what) => write!(f, "from the release's catalog: {what}"),
            Self::Unset(meaning) => write!(f, "not set: {meaning}"),
            Self::Required => f.write_str("none: it has to be written"),
        }
    }
}
