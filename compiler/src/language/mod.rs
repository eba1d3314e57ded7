//! The vocabulary: every word that may be written, as rows of three ordered tables. Everything that knows a word
//! reads it here: resolving, "did you mean", formatting, explaining, the reference. Knows no file and no site.

/// A word's page: prose that whoever only judges a site leaves at home.
macro_rules! page {
    ($path:literal) => {
        if cfg!(feature = "pages") { include_str!($path) } else { "" }
    };
}

mod calendar;
pub mod clauses;
mod forms;
pub mod keys;
pub mod print;
pub mod quantity;
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

use crate::model::{Addon, Alerts, Broker, Budget, Opened, Route, Service, Settings, Site, Slot, Task};
use crate::source::Span;
use value::{Seconds, Type, Value};

/// A statement: the word in column 0.
pub struct Statement {
    /// The word.
    pub word: &'static str,
    /// What stands behind it, for people: `SERVICE.VARIANT[, …]`.
    pub subject: &'static str,
    /// What it declares, in one line.
    pub summary: &'static str,
    /// Its page; empty without the feature `pages`.
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
    /// Its page; empty without the feature `pages`.
    pub doc: &'static str,
    /// A statement that uses it.
    pub example: &'static str,
    /// Where its keys are looked up.
    pub scope: Scope,
    /// Whether it says something without a pair.
    pub alone: bool,
    /// Whether it may stand several times in a statement.
    pub repeats: bool,
    /// How its word reaches the model.
    pub presence: Presence,
    /// Keys of which one at least has to be there.
    pub one_of: &'static [&'static str],
}

/// A key: the word before `=`. It can belong to several statements and clauses, each with a type of its own.
pub struct Key {
    /// The word.
    pub name: &'static str,
    /// What it says, in one line.
    pub summary: &'static str,
    /// Its page; empty without the feature `pages`.
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

impl Place {
    /// A place without conflicts.
    pub const fn new(scope: Scope, value: Type, default: Default, access: Access) -> Self {
        Self { scope, value, default, conflicts: &[], access }
    }
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

macro_rules! scopes {
    ($($scope:ident: $doc:literal,)*) => {
        /// Where keys are looked up.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Scope {
            $(#[doc = $doc] $scope,)*
        }
    };
}

scopes! {
    Site: "`site`",
    Broker: "`broker`, of every kind",
    Redis: "`broker redis`",
    RabbitMq: "`broker rabbitmq`",
    Service: "`service`",
    Queue: "`queue` and `defaults`",
    OneQueue: "`queue` alone: what no two queues can share.",
    Route: "`route`",
    Task: "`task`",
    Beat: "`beat`",
    Flower: "`flower`",
    Exporter: "`exporter`",
    Alerts: "`alerts`",
    Budget: "`budget`",
    Keda: "`keda`",
    Hpa: "`hpa`",
    ScaleUp: "`scale_up`",
    ScaleDown: "`scale_down`",
    Window: "`window`",
    Vpa: "`vpa`, which has no keys",
    Resources: "`resources`",
    Env: "`env`, whose keys are free",
    EnvFrom: "`env_from`",
    Volume: "`volume`",
    Place: "`place`",
    Disruption: "`disruption`",
    Rollout: "`rollout`",
    Claim: "`claim`",
    Alert: "`alert`",
    Metrics: "`metrics`",
    ServiceMonitor: "`service_monitor`",
    Dashboard: "`dashboard`, which has no keys",
    Persistence: "`persistence`",
    NoConsumer: "`no_consumer`",
    ScalerError: "`scaler_error`",
    AtMax: "`at_max`",
    FailureRatio: "`failure_ratio`",
}

macro_rules! parts {
    ($($part:ident: $type:ident $(<$life:lifetime>)?, $doc:literal;)*) => {
        /// How a key is read from a part of the model, and how it gets there.
        #[derive(Clone, Copy)]
        pub enum Access {
            $(
                #[doc = $doc]
                $part(
                    for<'s> fn(&'s $type $(<$life>)?) -> Slot<Value<'s>>,
                    for<'s> fn(&mut $type $(<$life>)?, Slot<Value<'s>>),
                ),
            )*
        }

        /// A part of the model that a statement fills.
        pub enum Target<'t, 's> {
            $(#[doc = $doc] $part(&'t mut $type $(<$life>)?),)*
            /// None: what the statement says is only looked at.
            Nothing(std::marker::PhantomData<&'s ()>),
        }

        /// A part of the model, to be read.
        #[derive(Clone, Copy)]
        pub enum Part<'s> {
            $(#[doc = $doc] $part(&'s $type $(<$life>)?),)*
            /// None.
            Nothing,
        }

        impl<'s> Target<'_, 's> {
            /// The same part, to be read.
            pub fn part<'p>(&'p self) -> Part<'p>
            where
                's: 'p,
            {
                match self {
                    $(Self::$part(part) => Part::$part(part),)*
                    Self::Nothing(_) => Part::Nothing,
                }
            }
        }

        impl Access {
            /// Puts a value where it belongs; `None` takes away what is there. A place's scope says which target its
            /// statement fills; a test holds the two together.
            pub fn set<'s>(&self, target: &mut Target<'_, 's>, value: Slot<Value<'s>>) {
                match (self, target) {
                    $((Self::$part(_, set), Target::$part(part)) => set(part, value),)*
                    _ => {}
                }
            }

            /// Reads a value, when it is one of this part.
            pub fn get<'s>(&self, part: Part<'s>) -> Slot<Value<'s>> {
                match (self, part) {
                    $((Self::$part(get, _), Part::$part(part)) => get(part),)*
                    _ => None,
                }
            }
        }
    };
}

parts! {
    Site: Site<'s>, "`site`";
    Broker: Broker<'s>, "`broker`";
    Service: Service<'s>, "`service`";
    Queue: Settings<'s>, "`queue` and `defaults`";
    Route: Route<'s>, "`route`";
    Task: Task<'s>, "`task`";
    Addon: Addon<'s>, "`beat`, `flower` and `exporter`";
    Alerts: Alerts, "`alerts`";
    Budget: Budget, "`budget`";
}

/// How the word of a clause reaches the model, and how it is read there. A clause that says nothing without a pair
/// leaves no trace of its own.
#[derive(Clone, Copy)]
pub struct Presence {
    /// Notes the clause, which stands in this statement.
    pub open: for<'t, 's> fn(&mut Target<'t, 's>, Opened, Span),
    /// Where the clause was noted, once for each time where it can be repeated.
    pub opened: for<'s> fn(Part<'s>) -> Vec<Opened>,
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

impl Clause {
    /// How it is used, without the statement around it.
    pub fn usage(&self) -> &'static str {
        let word = self.example.match_indices(self.word).map(|(at, _)| at);
        let mut clauses = word.filter(|at| self.example[..*at].ends_with(' '));
        clauses.next().map_or(self.example, |at| &self.example[at..])
    }
}

impl Scope {
    /// The statements and clauses whose keys are looked up here, as they are written.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::Redis => return vec!["broker redis"],
            Self::RabbitMq => return vec!["broker rabbitmq"],
            _ => {}
        }
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
