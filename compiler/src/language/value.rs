//! Values: what may stand behind `key=`, what it becomes, and in which ways it can be wrong. Knows no key; `read` makes
//! the one of the other.

use std::fmt;

use super::suggest::Near;
use crate::model::Text;
use crate::source::Span;

/// A time in whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Seconds(pub u32);

/// A size in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Bytes(pub u64);

/// Processor time in thousandths of a core.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct MilliCpu(pub u32);

/// A share, in percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Percent(pub u32);

/// How much of a resource a scaler aims at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Load {
    /// A share of the request.
    Percent(Percent),
    /// An amount for each pod.
    Bytes(Bytes),
}

/// A day of the calendar.
pub type Date = jiff::civil::Date;
pub use jiff::civil::date;

/// Days of the week: bit 0 is Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Days(pub u8);

impl Days {
    /// The words, Monday first.
    pub const WORDS: [&'static str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    /// All of them.
    pub const ALL: Self = Self(0x7f);

    /// Whether a day is among them, Monday being 0.
    pub const fn has(self, day: usize) -> bool {
        self.0 & (1 << day) != 0
    }
}

/// From one time of the day to another, in minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Hours {
    /// The first minute.
    pub from: u16,
    /// The minute after the last, at most 1440; not after `from` when it lies on the next day.
    pub to: u16,
}

/// What a container asks for and, when it says so, the most that it gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount<T> {
    /// The request.
    pub request: T,
    /// The limit.
    pub limit: Option<T>,
}

/// How many tasks a pod runs at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Concurrency {
    /// Always so many.
    Fixed(u32),
    /// Celery's own autoscale: from so many to so many.
    Auto(u32, u32),
}

/// A number of pods, or a share of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Portion {
    /// So many pods.
    Count(u32),
    /// So many percent of them.
    Percent(u32),
}

/// One text of a list, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'s> {
    /// The text.
    pub text: Text<'s>,
    /// Its own place.
    pub span: Span,
}

/// `service.variant`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueName<'s> {
    /// The service.
    pub service: Text<'s>,
    /// The variant.
    pub variant: Text<'s>,
}

/// `secret:NAME/KEY` or `configmap:NAME/KEY`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'s> {
    /// Whether it is a Secret; else a ConfigMap.
    pub secret: bool,
    /// The object's name.
    pub name: Text<'s>,
    /// The key in it.
    pub key: Text<'s>,
}

/// `5.6` or `5.6.3`; versions compare by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Version {
    /// First number.
    pub major: u32,
    /// Second number.
    pub minor: u32,
    /// Third number; 0 when it is not given.
    pub patch: u32,
}

/// `KEY:VALUE`, a label of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label<'s> {
    /// The label's key.
    pub key: Text<'s>,
    /// Its value.
    pub value: Text<'s>,
}

/// `KEY[:VALUE][:EFFECT]`, a taint that pods tolerate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toleration<'s> {
    /// The taint's key.
    pub key: Text<'s>,
    /// Its value; any when it is not given.
    pub value: Option<Text<'s>>,
    /// Its effect; any when it is not given.
    pub effect: Option<&'static str>,
}

/// The effects of taints, as Kubernetes spells them.
pub const TAINT_EFFECTS: &[&str] = &["NoSchedule", "PreferNoSchedule", "NoExecute"];

/// One word that a key takes, and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word.
    pub word: &'static str,
    /// What it means, in one line.
    pub help: &'static str,
}

/// What stands behind `key=`.
#[derive(Clone, Copy, Debug)]
pub enum Type {
    /// `on` or `off`
    Switch,
    /// A whole number of that range.
    Integer(i64, i64),
    /// Whole numbers that rise from the first of that range, in a list.
    Steps(i64, i64),
    /// A number, or a range for Celery's own autoscale.
    Concurrency,
    /// A number of pods or a percentage.
    Portion,
    /// A time between two numbers of seconds.
    Duration(u32, u32),
    /// A size of at least so many bytes.
    Memory(u64),
    /// Processor time.
    Cpu,
    /// A percentage of that range.
    Percent(u32, u32),
    /// A percentage, or a size.
    Load,
    /// A day: `2027-01-31`.
    Date,
    /// Days of the week: `mon-fri`, `sat,sun`.
    Days,
    /// Times of the day: `08:00-18:00`.
    Hours,
    /// A time zone, as IANA names it.
    TimeZone,
    /// A path of directories from the root.
    Path,
    /// How often something happens, as Celery writes it: `100/m`.
    RateLimit,
    /// Names of objects of Kubernetes, in a list.
    Names,
    /// A size of at least so many bytes, or request..limit.
    MemoryAmount(u64),
    /// Processor time, or request..limit.
    CpuAmount,
    /// One of some words.
    Choice(&'static [Choice]),
    /// Any text that is not empty.
    Text,
    /// The name or address of a host.
    Host,
    /// Texts in a list.
    Texts,
    /// `secret:NAME/KEY` or `configmap:NAME/KEY`; a plain text is a secret in clear.
    Reference,
    /// Two or three numbers with dots between them, of that range.
    Version(Version, Version),
    /// `service.variant`
    Queue,
    /// `KEY:VALUE`, in a list.
    Labels,
    /// `KEY[:VALUE][:EFFECT]`, in a list.
    Tolerations,
    /// A name as Kubernetes takes it for a label: at most so many characters.
    DnsLabel(usize),
    /// A name as Kubernetes takes it for most objects.
    DnsName,
    /// A name with `{service}` and `{variant}` in it.
    Pattern,
    /// A container image: `registry/name:tag`, `name@sha256:…`.
    Image,
    /// An environment variable's value: a text or a reference.
    EnvValue,
}

/// A value of one of the types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'s> {
    /// [`Type::Switch`]
    Switch(bool),
    /// [`Type::Integer`]
    Integer(i64),
    /// [`Type::Steps`]
    Steps(Vec<i64>),
    /// [`Type::Concurrency`]
    Concurrency(Concurrency),
    /// [`Type::Portion`]
    Portion(Portion),
    /// [`Type::Duration`]
    Duration(Seconds),
    /// [`Type::Memory`]
    Memory(Bytes),
    /// [`Type::Cpu`]
    Cpu(MilliCpu),
    /// [`Type::Percent`]
    Percent(Percent),
    /// [`Type::Load`]
    Load(Load),
    /// [`Type::Date`]
    Date(Date),
    /// [`Type::Days`]
    Days(Days),
    /// [`Type::Hours`]
    Hours(Hours),
    /// [`Type::MemoryAmount`]
    MemoryAmount(Amount<Bytes>),
    /// [`Type::CpuAmount`]
    CpuAmount(Amount<MilliCpu>),
    /// [`Type::Choice`], as the word's index.
    Choice(&'static [Choice], usize),
    /// All other types that are one text.
    Text(Text<'s>),
    /// [`Type::Texts`], [`Type::Names`]
    Texts(Vec<Word<'s>>),
    /// [`Type::Reference`]
    Reference(Reference<'s>),
    /// [`Type::Version`]
    Version(Version),
    /// [`Type::Queue`]
    Queue(QueueName<'s>),
    /// [`Type::Labels`]
    Labels(Vec<Label<'s>>),
    /// [`Type::Tolerations`]
    Tolerations(Vec<Toleration<'s>>),
}

/// Why a text is not a value of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The part that is wrong.
    pub span: Span,
    /// In which way.
    pub kind: FaultKind,
    /// What was probably meant.
    pub suggestion: Option<Suggestion>,
}

/// A text that was probably meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The text.
    pub text: String,
    /// Whether nothing else can have been meant.
    pub certain: bool,
}

/// The ways in which a text is not a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// It is something else; this is what was wanted.
    Invalid(String),
    /// It is a number, but outside of this range.
    OutOfRange(String),
    /// It is no size or processor time.
    Quantity(String),
    /// It is no name; this is why.
    Name(String),
    /// It is a name of more than so many characters.
    TooLong(usize),
    /// It is no day of the calendar; this is what was wanted.
    Date(String),
    /// It is no time zone.
    TimeZone,
    /// It should be a reference, and is perhaps the secret itself.
    SecretInClear,
}

impl Fault {
    pub(super) fn new(span: Span, kind: FaultKind) -> Self {
        Self { span, kind, suggestion: None }
    }

    pub(super) fn invalid(span: Span, wanted: impl Into<String>) -> Self {
        Self::new(span, FaultKind::Invalid(wanted.into()))
    }

    /// Says what was meant, where that is known.
    pub(super) fn suggest(mut self, meant: Option<impl Into<String>>) -> Self {
        self.suggestion = meant.map(|text| Suggestion { text: text.into(), certain: true });
        self
    }

    /// Says what was perhaps meant.
    pub(super) fn guess(mut self, meant: Option<impl Into<String>>) -> Self {
        self.suggestion = meant.map(|text| Suggestion { text: text.into(), certain: false });
        self
    }

    /// Says which word was meant, where one is near.
    pub(super) fn near(self, near: Option<Near<'_>>) -> Self {
        match near {
            Some(Near { word, certain: true }) => self.suggest(Some(word)),
            near => self.guess(near.map(|near| near.word)),
        }
    }
}

impl Type {
    /// What it takes, for people: `a whole number, 1..65535`.
    pub fn describe(&self) -> String {
        match *self {
            Self::Switch => "`on` or `off`".into(),
            Self::Integer(low, i64::MAX) => format!("a whole number, at least {low}"),
            Self::Integer(low, high) => format!("a whole number, {low}..{high}"),
            Self::Steps(low, high) => format!("whole numbers in a list that rise from {low} to at most {high}"),
            Self::Concurrency => "a whole number, at least 1, or a range `MIN..MAX` from 0 on".into(),
            Self::Portion => "a number of pods, or a percentage like `50%`".into(),
            Self::Duration(low, high) => format!("a time, {}..{}", Seconds(low), Seconds(high)),
            Self::Memory(low) => format!("a size like `512Mi`, at least {}", Bytes(low)),
            Self::Cpu => "cores like `8` or `500m`".into(),
            Self::Percent(low, high) => format!("a percentage, {low}%..{high}%"),
            Self::Load => "a percentage like `80%`, or a size like `700Mi`".into(),
            Self::Date => "a day like `2027-01-31`".into(),
            Self::Days => "days like `mon-fri` or `sat,sun`".into(),
            Self::Hours => "times like `08:00-18:00`".into(),
            Self::TimeZone => "a time zone like `Europe/Madrid`".into(),
            Self::Path => "a path like `/app/media`".into(),
            Self::RateLimit => "a rate like `10/s`, `100/m` or `5/h`".into(),
            Self::Names => "names of objects in a list".into(),
            Self::MemoryAmount(low) => {
                format!("a size like `512Mi`, or request..limit like `1Gi..2Gi`, at least {}", Bytes(low))
            }
            Self::CpuAmount => "cores like `500m` or `0.5`, or request..limit like `500m..1`".into(),
            Self::Choice(choices) => alternatives(choices.iter().map(|choice| choice.word)),
            Self::Text => "a text".into(),
            Self::Host => "a host's name or address".into(),
            Self::Texts => "texts in a list".into(),
            Self::Reference => "`secret:NAME/KEY` or `configmap:NAME/KEY`".into(),
            Self::Version(low, high) => format!("a version, {low}..{high}"),
            Self::Queue => "a queue, `service.variant`".into(),
            Self::Labels => "labels in a list, each `KEY:VALUE`".into(),
            Self::Tolerations => "taints in a list, each `KEY[:VALUE][:EFFECT]`".into(),
            Self::DnsLabel(longest) => format!("a name of lower-case letters, digits and `-`, at most {longest}"),
            Self::DnsName => "a name of lower-case letters, digits, `-` and `.`".into(),
            Self::Pattern => "a name with `{service}` and `{variant}` in it".into(),
            Self::Image => "an image like `registry/name:tag`".into(),
            Self::EnvValue => "a text, `secret:NAME/KEY` or `configmap:NAME/KEY`".into(),
        }
    }
}

/// `a`, `b` or `c`, each in backticks.
pub fn alternatives<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}

/// Whether Kubernetes takes it as an RFC 1123 label; its length is checked apart.
pub fn is_dns_label(text: &str) -> bool {
    let edge = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    edge(text.bytes().next())
        && edge(text.bytes().last())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Whether Kubernetes takes it as an RFC 1123 subdomain.
pub fn is_dns_name(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(is_dns_label)
}

/// A text that is no version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoVersion;

impl std::str::FromStr for Version {
    type Err = NoVersion;

    fn from_str(text: &str) -> Result<Self, NoVersion> {
        let mut numbers = text.split('.').map(|part| part.parse::<u32>().map_err(|_| NoVersion));
        let major = numbers.next().ok_or(NoVersion)??;
        let minor = numbers.next().ok_or(NoVersion)??;
        let patch = numbers.next().transpose()?.unwrap_or(0);
        if numbers.next().is_some() { Err(NoVersion) } else { Ok(Self { major, minor, patch }) }
    }
}

impl Version {
    /// Two numbers.
    pub const fn line(major: u32, minor: u32) -> Self {
        Self { major, minor, patch: 0 }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)?;
        if self.patch == 0 { Ok(()) } else { write!(f, ".{}", self.patch) }
    }
}

impl fmt::Display for QueueName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.service, self.variant)
    }
}
