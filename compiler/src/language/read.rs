//! Text → values: what stands in the tree behind `key=` in, a value of the key's type or a fault out. `quantity` reads
//! numbers with units, `forms` what has a form of its own.

use std::borrow::Cow;

use super::suggest::near;
use super::value::{
    Amount, Bytes, Choice, Concurrency, Fault, FaultKind, Load, NoVersion, Percent, Portion, QueueName, Reference,
    Seconds, Type, Value, Version, Word, alternatives, is_dns_label, is_dns_name,
};
use super::{calendar, forms, quantity};
use crate::model::Text;
use crate::parse::{Atom, Element, Tree};
use crate::source::{Source, Span};

/// A value as it stands in the tree, with the text to read it from.
#[derive(Clone, Copy)]
pub struct Input<'s> {
    source: &'s Source,
    elements: &'s [Element],
    pub(super) span: Span,
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

    pub(super) fn text(self, wanted: &str) -> Read<Text<'s>> {
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

    pub(super) fn list<T>(self, read: impl Fn(Input<'s>) -> Read<T>) -> Read<Vec<T>> {
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
            Self::Steps(low, high) => steps(input, low, high).map(Value::Steps),
            Self::Concurrency => concurrency(input),
            Self::Portion => portion(input),
            Self::Duration(low, high) => duration(input, low, high),
            Self::Memory(low) => memory(input, low),
            Self::Cpu => cpu(input),
            Self::Percent(low, high) => percent(input, low, high).map(Value::Percent),
            Self::Load => load(input),
            Self::Date => calendar::date(input),
            Self::Days => calendar::days(input),
            Self::Hours => calendar::hours(input),
            Self::TimeZone => calendar::time_zone(input),
            Self::Path => forms::path(input),
            Self::RateLimit => forms::rate_limit(input),
            Self::Names => input.list(dns_word).map(Value::Texts),
            Self::MemoryAmount(low) => amount(input, |text, span| bytes(text, span, low)).map(Value::MemoryAmount),
            Self::CpuAmount => amount(input, quantity::cpu).map(Value::CpuAmount),
            Self::Choice(choices) => choice(input, choices),
            Self::Text => plain_text(input).map(Value::Text),
            Self::Host => forms::host(input).map(Value::Text),
            Self::Texts => {
                input.list(|one| one.text("text").map(|text| Word { text, span: one.span })).map(Value::Texts)
            }
            Self::Reference => reference(input).map(Value::Reference),
            Self::Version(low, high) => version(input, low, high),
            Self::Queue => queue(input).map(Value::Queue),
            Self::Labels => forms::labels(input).map(Value::Labels),
            Self::Tolerations => input.list(forms::toleration).map(Value::Tolerations),
            Self::DnsLabel(longest) => name(input, longest, is_dns_label, "letters, digits and `-`").map(Value::Text),
            Self::DnsName => name(input, 253, is_dns_name, "letters, digits, `-` and `.`").map(Value::Text),
            Self::Pattern => forms::pattern(input),
            Self::Image => forms::image(input),
            Self::EnvValue => env_value(input),
        }
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

/// Whole numbers that rise from the least one.
fn steps(input: Input<'_>, low: i64, high: i64) -> Read<Vec<i64>> {
    let steps = input.list(|one| integer(one, low, high))?;
    if steps.first() == Some(&low) && steps.is_sorted_by(|a, b| a < b) {
        return Ok(steps);
    }
    let mut meant = [vec![low], steps].concat();
    meant.sort_unstable();
    meant.dedup();
    let meant: Vec<String> = meant.iter().map(ToString::to_string).collect();
    let wanted = format!("numbers that rise from {low}, which every message without a priority has");
    Err(Fault::invalid(input.span, wanted).suggest(Some(meant.join(","))))
}

/// A text, which is no reference that stands where none is taken.
fn plain_text(input: Input<'_>) -> Read<Text<'_>> {
    let text = input.text("text")?;
    if is_reference(&text) {
        return Err(Fault::invalid(input.span, "a text; a reference means nothing here"));
    }
    Ok(text)
}

fn is_reference(text: &str) -> bool {
    text.starts_with("secret:") || text.starts_with("configmap:")
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
    bytes(&atom.text(input.source), atom.span, low).map(Value::Memory)
}

fn bytes(text: &str, span: Span, low: u64) -> Read<Bytes> {
    let bytes = quantity::memory(text, span)?;
    if bytes.0 >= low {
        Ok(bytes)
    } else {
        Err(Fault::new(span, FaultKind::OutOfRange(format!("at least {}", Bytes(low)))))
    }
}

fn cpu(input: Input<'_>) -> Read<Value<'_>> {
    let atom = input.atom("quantity")?;
    quantity::cpu(&atom.text(input.source), atom.span).map(Value::Cpu)
}

fn percent(input: Input<'_>, low: u32, high: u32) -> Read<Percent> {
    let atom = input.atom("percentage")?;
    let text = atom.text(input.source);
    let Some(number) = text.strip_suffix('%') else {
        let meant = text.parse::<u32>().ok().map(|number| format!("{number}%"));
        return Err(Fault::invalid(atom.span, "a percentage, with `%`").suggest(meant));
    };
    let number = whole(number, atom.span, 0, i64::from(u32::MAX))?;
    match u32::try_from(number) {
        Ok(number) if (low..=high).contains(&number) => Ok(Percent(number)),
        _ => Err(Fault::new(atom.span, FaultKind::OutOfRange(format!("{low}%..{high}%")))),
    }
}

fn load(input: Input<'_>) -> Read<Value<'_>> {
    let atom = input.atom("percentage or size")?;
    let text = atom.text(input.source);
    Ok(Value::Load(if text.ends_with('%') {
        Load::Percent(percent(input, 1, 100)?)
    } else {
        // A bare number may be either, so neither is offered.
        let bytes = quantity::memory(&text, atom.span);
        let bare = text.bytes().all(|byte| byte.is_ascii_digit());
        Load::Bytes(bytes.map_err(|fault| if bare { Fault { suggestion: None, ..fault } } else { fault })?)
    }))
}

fn dns_word(input: Input<'_>) -> Read<Word<'_>> {
    let text = name(input, 253, is_dns_name, "letters, digits, `-` and `.`")?;
    Ok(Word { text, span: input.span })
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
            Err(Fault::invalid(atom.span, alternatives(words.clone())).near(near(&text, words)))
        }
    }
}

fn reference(input: Input<'_>) -> Read<Reference<'_>> {
    let atom = input.atom("reference")?;
    let text = atom.text(input.source);
    let secret = text.starts_with("secret:");
    if !is_reference(&text) {
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
    Err(Fault::new(atom.span, FaultKind::Name(why)).guess(suggestion))
}

fn env_value(input: Input<'_>) -> Read<Value<'_>> {
    let atom = input.atom("value")?;
    let text = atom.text(input.source);
    if is_reference(&text) {
        return reference(input).map(Value::Reference);
    }
    if text.contains('\0') {
        return Err(Fault::invalid(atom.span, "a text without NUL, which no variable can hold"));
    }
    Ok(Value::Text(text))
}

/// A part of a text: borrowed from the source when the text is.
pub(super) fn slice<'s>(text: &Text<'s>, start: usize, end: usize) -> Text<'s> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[start..end]),
        Cow::Owned(text) => Cow::Owned(text[start..end].to_owned()),
    }
}
