//! Values: what may stand behind `key=`, and what it becomes. Text in, typed values or a fault out.
//! Knows no key; `quantity` reads the numbers with units.

use std::borrow::Cow;
use std::fmt;

use super::quantity;
use super::suggest::nearest;
use crate::model::Text;
use crate::parse::{Atom, Element, Tree};
use crate::source::{Source, Span};

/// A time in whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Seconds(pub u32);

/// A size in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Bytes(pub u64);

/// Processor time in thousandths of a core.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct MilliCpu(pub u32);

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
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Whole numbers of that range, in a list.
    Integers(i64, i64),
    /// A number, or a range for Celery's own autoscale.
    Concurrency,
    /// A number of pods or a percentage.
    Portion,
    /// A time between two numbers of seconds.
    Duration(u32, u32),
    /// A size of at least so many bytes.
    Memory(u64),
    /// A size, or request..limit.
    MemoryAmount,
    /// Processor time, or request..limit.
    CpuAmount,
    /// One of some words.
    Choice(&'static [Choice]),
    /// Any text that is not empty.
    Text,
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
    /// [`Type::Integers`]
    Integers(Vec<i64>),
    /// [`Type::Concurrency`]
    Concurrency(Concurrency),
    /// [`Type::Portion`]
    Portion(Portion),
    /// [`Type::Duration`]
    Duration(Seconds),
    /// [`Type::Memory`]
    Memory(Bytes),
    /// [`Type::MemoryAmount`]
    MemoryAmount(Amount<Bytes>),
    /// [`Type::CpuAmount`]
    CpuAmount(Amount<MilliCpu>),
    /// [`Type::Choice`], as the word's index.
    Choice(&'static [Choice], usize),
    /// [`Type::Text`], [`Type::DnsLabel`], [`Type::DnsName`], [`Type::Pattern`], [`Type::Image`]
    Text(Text<'s>),
    /// [`Type::Texts`]
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
    pub suggestion: Option<String>,
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

    pub(super) fn suggest(mut self, suggestion: Option<impl Into<String>>) -> Self {
        self.suggestion = suggestion.map(Into::into);
        self
    }
}

/// A value as it stands in the tree, with the text to read it from.
#[derive(Clone, Copy)]
pub struct Input<'s> {
    source: &'s Source,
    elements: &'s [Element],
    span: Span,
}

/// What reading a value gives.
pub type Read<T> = Result<T, Fault>;

impl<'s> Input<'s> {
    /// A value of a tree.
    pub fn new(source: &'s Source, tree: &'s Tree, value: &crate::parse::Value) -> Self {
        Self { source, elements: tree.elements(value), span: value.span }
    }

    /// One element of a list, as a value of its own.
    fn each(self) -> impl Iterator<Item = Input<'s>> {
        let Self { source, elements, .. } = self;
        elements.iter().map(move |element| Input {
            source,
            elements: std::slice::from_ref(element),
            span: element.span(),
        })
    }

    fn single(self, wanted: &str) -> Read<&'s Element> {
        match self.elements {
            [element] => Ok(element),
            _ => Err(Fault::invalid(self.span, format!("one {wanted}, not a list"))),
        }
    }

    /// The only atom, which is no range.
    fn atom(self, wanted: &str) -> Read<Atom> {
        match self.single(wanted)? {
            Element { low, high: None } => Ok(*low),
            element => Err(Fault::invalid(element.span(), format!("one {wanted}, not a range"))),
        }
    }

    fn text(self, wanted: &str) -> Read<Text<'s>> {
        let atom = self.atom(wanted)?;
        let text = atom.text(self.source);
        if text.is_empty() { Err(Fault::invalid(atom.span, format!("a {wanted} that is not empty"))) } else { Ok(text) }
    }

    /// The ends of `a..b`, or the one value without an upper end.
    fn ends<T: PartialOrd>(self, wanted: &str, read: impl Fn(&str, Span) -> Read<T>) -> Read<(T, Option<T>)> {
        let element = self.single(wanted)?;
        let low = read(&element.low.text(self.source), element.low.span)?;
        let Some(high) = element.high else { return Ok((low, None)) };
        let high = read(&high.text(self.source), high.span)?;
        if low > high {
            return Err(Fault::invalid(element.span(), "a range from low to high"));
        }
        Ok((low, Some(high)))
    }

    fn list<T>(self, read: impl Fn(Input<'s>) -> Read<T>) -> Read<Vec<T>> {
        self.each().map(read).collect()
    }
}

impl Type {
    /// Reads a value.
    ///
    /// # Errors
    /// When the text is no such value.
    pub fn read<'s>(&self, input: Input<'s>) -> Read<Value<'s>> {
        match *self {
            Self::Switch => switch(input),
            Self::Integer(low, high) => integer(input, low, high).map(Value::Integer),
            Self::Integers(low, high) => input.list(|one| integer(one, low, high)).map(Value::Integers),
            Self::Concurrency => concurrency(input),
            Self::Portion => portion(input),
            Self::Duration(low, high) => duration(input, low, high),
            Self::Memory(low) => memory(input, low),
            Self::MemoryAmount => amount(input, quantity::memory).map(Value::MemoryAmount),
            Self::CpuAmount => amount(input, quantity::cpu).map(Value::CpuAmount),
            Self::Choice(choices) => choice(input, choices),
            Self::Text => input.text("text").map(Value::Text),
            Self::Texts => {
                input.list(|one| one.text("text").map(|text| Word { text, span: one.span })).map(Value::Texts)
            }
            Self::Reference => reference(input).map(Value::Reference),
            Self::Version(low, high) => version(input, low, high),
            Self::Queue => queue(input).map(Value::Queue),
            Self::Labels => input.list(label).map(Value::Labels),
            Self::Tolerations => input.list(toleration).map(Value::Tolerations),
            Self::DnsLabel(longest) => name(input, longest, is_dns_label, "letters, digits and `-`").map(Value::Text),
            Self::DnsName => name(input, 253, is_dns_name, "letters, digits, `-` and `.`").map(Value::Text),
            Self::Pattern => pattern(input),
            Self::Image => image(input),
            Self::EnvValue => env_value(input),
        }
    }

    /// What it takes, for people: `a whole number, 1..65535`.
    pub fn describe(&self) -> String {
        match *self {
            Self::Switch => "`on` or `off`".into(),
            Self::Integer(low, i64::MAX) => format!("a whole number, at least {low}"),
            Self::Integer(low, high) => format!("a whole number, {low}..{high}"),
            Self::Integers(low, high) => format!("whole numbers in a list, each {low}..{high}"),
            Self::Concurrency => "a whole number, at least 1, or a range `MIN..MAX`".into(),
            Self::Portion => "a number of pods, or a percentage like `50%`".into(),
            Self::Duration(low, high) => format!("a time, {}..{}", Seconds(low), Seconds(high)),
            Self::Memory(low) => format!("a size like `512Mi`, at least {}", Bytes(low)),
            Self::MemoryAmount => "a size like `512Mi`, or request..limit like `1Gi..2Gi`".into(),
            Self::CpuAmount => "cores like `500m` or `0.5`, or request..limit like `500m..1`".into(),
            Self::Choice(choices) => alternatives(choices.iter().map(|choice| choice.word)),
            Self::Text => "a text".into(),
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

fn switch(input: Input<'_>) -> Read<Value<'_>> {
    let atom = input.atom("switch")?;
    let text = atom.text(input.source);
    let meant = match &*text {
        "on" => return Ok(Value::Switch(true)),
        "off" => return Ok(Value::Switch(false)),
        "true" | "yes" | "True" | "1" => Some("on"),
        "false" | "no" | "False" | "0" => Some("off"),
        _ => None,
    };
    Err(Fault::invalid(atom.span, "`on` or `off`").suggest(meant))
}

fn integer(input: Input<'_>, low: i64, high: i64) -> Read<i64> {
    let atom = input.atom("whole number")?;
    whole(&atom.text(input.source), atom.span, low, high)
}

fn whole(text: &str, span: Span, low: i64, high: i64) -> Read<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::invalid(span, "a whole number"));
    }
    match text.parse() {
        Ok(number) if (low..=high).contains(&number) => Ok(number),
        _ if high == i64::MAX => Err(Fault::new(span, FaultKind::OutOfRange(format!("at least {low}")))),
        _ => Err(Fault::new(span, FaultKind::OutOfRange(format!("{low}..{high}")))),
    }
}

/// More tasks in one pod than any machine runs.
const MOST_TASKS: i64 = 100_000;

fn concurrency(input: Input<'_>) -> Read<Value<'_>> {
    let small = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    // Celery's autoscale may rest at zero; a fixed number may not.
    let lowest = i64::from(input.elements.first().is_none_or(|element| element.high.is_none()));
    let (low, high) = input.ends("number", |text, span| whole(text, span, lowest, MOST_TASKS))?;
    Ok(Value::Concurrency(match high {
        None => Concurrency::Fixed(small(low)),
        Some(high) => Concurrency::Auto(small(low), small(high)),
    }))
}

fn portion(input: Input<'_>) -> Read<Value<'_>> {
    let atom = input.atom("number or percentage")?;
    let text = atom.text(input.source);
    let small = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Value::Portion(match text.strip_suffix('%') {
        Some(percent) => Portion::Percent(small(whole(percent, atom.span, 0, 100)?)),
        None => Portion::Count(small(whole(&text, atom.span, 0, 10_000)?)),
    }))
}

fn duration(input: Input<'_>, low: u32, high: u32) -> Read<Value<'_>> {
    let atom = input.atom("time")?;
    let seconds = quantity::seconds(&atom.text(input.source), atom.span)?;
    if (low..=high).contains(&seconds.0) {
        Ok(Value::Duration(seconds))
    } else {
        Err(Fault::new(atom.span, FaultKind::OutOfRange(format!("{}..{}", Seconds(low), Seconds(high)))))
    }
}

fn memory(input: Input<'_>, low: u64) -> Read<Value<'_>> {
    let atom = input.atom("size")?;
    let bytes = quantity::memory(&atom.text(input.source), atom.span)?;
    if bytes.0 >= low {
        Ok(Value::Memory(bytes))
    } else {
        Err(Fault::new(atom.span, FaultKind::OutOfRange(format!("at least {}", Bytes(low)))))
    }
}

fn amount<T: PartialOrd>(input: Input<'_>, read: impl Fn(&str, Span) -> Read<T>) -> Read<Amount<T>> {
    let (request, limit) = input.ends("quantity", read)?;
    Ok(Amount { request, limit })
}

fn choice<'s>(input: Input<'s>, choices: &'static [Choice]) -> Read<Value<'s>> {
    let atom = input.atom("word")?;
    let text = atom.text(input.source);
    match choices.iter().position(|choice| choice.word == text) {
        Some(index) => Ok(Value::Choice(choices, index)),
        None => {
            let words = choices.iter().map(|choice| choice.word);
            Err(Fault::invalid(atom.span, alternatives(words.clone())).suggest(nearest(&text, words)))
        }
    }
}

fn reference(input: Input<'_>) -> Read<Reference<'_>> {
    let atom = input.atom("reference")?;
    let text = atom.text(input.source);
    let secret = text.starts_with("secret:");
    if !secret && !text.starts_with("configmap:") {
        return Err(Fault::new(atom.span, FaultKind::SecretInClear));
    }
    let start = if secret { "secret:".len() } else { "configmap:".len() };
    let Some(slash) = text[start..].find('/').map(|at| start + at) else {
        return Err(Fault::invalid(atom.span, "`secret:NAME/KEY` or `configmap:NAME/KEY`"));
    };
    let (name, key) = (slice(&text, start, slash), slice(&text, slash + 1, text.len()));
    if !is_dns_name(&name) {
        return Err(Fault::new(atom.span, FaultKind::Name(format!("`{name}` is no name of an object"))));
    }
    if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) {
        let why = format!("`{key}` is no key: it is made of letters, digits, `-`, `_` and `.`");
        return Err(Fault::new(atom.span, FaultKind::Name(why)));
    }
    Ok(Reference { secret, name, key })
}

fn version(input: Input<'_>, low: Version, high: Version) -> Read<Value<'_>> {
    let atom = input.atom("version")?;
    match atom.text(input.source).parse::<Version>() {
        // A release line such as 1.37 has patch releases; all of them are in range.
        Ok(version) if version >= low && (version.major, version.minor) <= (high.major, high.minor) => {
            Ok(Value::Version(version))
        }
        Ok(_) => Err(Fault::new(atom.span, FaultKind::OutOfRange(format!("{low}..{high}")))),
        Err(NoVersion) => Err(Fault::invalid(atom.span, format!("a version, such as `{high}`"))),
    }
}

fn queue(input: Input<'_>) -> Read<QueueName<'_>> {
    let atom = input.atom("queue")?;
    let text = atom.text(input.source);
    match text.split_once('.') {
        Some((service, variant)) if !service.is_empty() && !variant.is_empty() => {
            let dot = service.len();
            Ok(QueueName { service: slice(&text, 0, dot), variant: slice(&text, dot + 1, text.len()) })
        }
        _ => Err(Fault::invalid(atom.span, "a queue, `service.variant`")),
    }
}

fn label(input: Input<'_>) -> Read<Label<'_>> {
    let text = input.text("label")?;
    match text.rfind(':') {
        Some(colon) if colon > 0 && colon + 1 < text.len() => {
            Ok(Label { key: slice(&text, 0, colon), value: slice(&text, colon + 1, text.len()) })
        }
        _ => Err(Fault::invalid(input.span, "a label, `KEY:VALUE`")),
    }
}

fn toleration(input: Input<'_>) -> Read<Toleration<'_>> {
    let text = input.text("taint")?;
    let parts: Vec<&str> = text.split(':').collect();
    let effect = |word: &str| TAINT_EFFECTS.iter().copied().find(|effect| *effect == word);
    let (key, value, effect) = match *parts.as_slice() {
        [key] => (key, None, None),
        [key, last] => match effect(last) {
            Some(effect) => (key, None, Some(effect)),
            None => (key, Some(last), None),
        },
        [key, value, last] if effect(last).is_some() => (key, Some(value), effect(last)),
        [.., last] => {
            let wanted = format!("an effect: {}", alternatives(TAINT_EFFECTS.iter().copied()));
            let near = nearest(last, TAINT_EFFECTS.iter().copied());
            let meant = near.map(|near| format!("{}{near}", &text[..text.len() - last.len()]));
            return Err(Fault::invalid(input.span, wanted).suggest(meant));
        }
        [] => ("", None, None),
    };
    if key.is_empty() || value == Some("") {
        return Err(Fault::invalid(input.span, "a taint, `KEY[:VALUE][:EFFECT]`"));
    }
    let at = key.len() + 1;
    let value = value.map(|value| slice(&text, at, at + value.len()));
    Ok(Toleration { key: slice(&text, 0, key.len()), value, effect })
}

fn name<'s>(input: Input<'s>, longest: usize, valid: fn(&str) -> bool, made_of: &str) -> Read<Text<'s>> {
    let atom = input.atom("name")?;
    let text = atom.text(input.source);
    if text.len() > longest {
        return Err(Fault::new(atom.span, FaultKind::TooLong(longest)));
    }
    if valid(&text) {
        return Ok(text);
    }
    let lower = text.to_ascii_lowercase().replace('_', "-");
    let suggestion = Some(lower).filter(|lower| valid(lower));
    let why = format!("Kubernetes takes lower-case names of {made_of}, with a letter or digit at both ends");
    Err(Fault::new(atom.span, FaultKind::Name(why)).suggest(suggestion))
}

fn pattern(input: Input<'_>) -> Read<Value<'_>> {
    let text = input.text("pattern")?;
    if text.contains("{variant}") {
        return Ok(Value::Text(text));
    }
    Err(Fault::invalid(input.span, "a pattern with `{variant}` in it, or all queues would have one name"))
}

fn image(input: Input<'_>) -> Read<Value<'_>> {
    let text = input.text("image")?;
    let made_of = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:@".contains(&byte);
    let name = text.split(['@', ':']).next().unwrap_or_default();
    let starts = name.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric());
    // Upper case is legal in tags and registries' hosts, not in the last part, which is the image's name.
    let lower = !name.rsplit('/').next().unwrap_or_default().bytes().any(|byte| byte.is_ascii_uppercase());
    if starts && lower && !name.ends_with('/') && text.bytes().all(made_of) {
        return Ok(Value::Text(text));
    }
    Err(Fault::invalid(input.span, "an image, such as `registry.example/openedx:22.0.3`"))
}

fn env_value(input: Input<'_>) -> Read<Value<'_>> {
    let atom = input.atom("value")?;
    let text = atom.text(input.source);
    if text.starts_with("secret:") || text.starts_with("configmap:") {
        return reference(input).map(Value::Reference);
    }
    Ok(Value::Text(text))
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

/// A part of a text: borrowed from the source when the text is.
fn slice<'s>(text: &Text<'s>, start: usize, end: usize) -> Text<'s> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[start..end]),
        Cow::Owned(text) => Cow::Owned(text[start..end].to_owned()),
    }
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
