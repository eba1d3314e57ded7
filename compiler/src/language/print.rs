//! Values → the text that reads as them.

use std::fmt;

use super::value::{Amount, Concurrency, Label, Portion, Reference, Toleration, Value};
use crate::parse::text::quote;

/// A text as it stands in a file: bare where it can, else in quotes.
pub fn text(text: &str) -> String {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./:*@%+{}".contains(&byte);
    let bare = !text.is_empty() && text.bytes().all(word) && !text.contains("..") && !text.contains("->");
    if bare { text.to_owned() } else { quote(text) }
}

fn list<T>(items: &[T], print: impl Fn(&T) -> String) -> String {
    items.iter().map(print).collect::<Vec<_>>().join(",")
}

fn range(low: impl fmt::Display, high: Option<impl fmt::Display>) -> String {
    high.map_or_else(|| low.to_string(), |high| format!("{low}..{high}"))
}

fn amount<T: fmt::Display>(amount: &Amount<T>) -> String {
    range(&amount.request, amount.limit.as_ref())
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let printed = match self {
            Self::Switch(on) => if *on { "on" } else { "off" }.to_owned(),
            Self::Integer(number) => number.to_string(),
            Self::Steps(numbers) => list(numbers, ToString::to_string),
            Self::Concurrency(Concurrency::Fixed(number)) => number.to_string(),
            Self::Concurrency(Concurrency::Auto(min, max)) => range(min, Some(max)),
            Self::Portion(Portion::Count(pods)) => pods.to_string(),
            Self::Portion(Portion::Percent(percent)) => format!("{percent}%"),
            Self::Duration(seconds) => seconds.to_string(),
            Self::Memory(bytes) => bytes.to_string(),
            Self::MemoryAmount(bytes) => amount(bytes),
            Self::CpuAmount(cores) => amount(cores),
            Self::Choice(choices, index) => choices.get(*index).map_or("", |choice| choice.word).to_owned(),
            Self::Text(value) => text(value),
            Self::Texts(texts) => list(texts, |one| text(&one.text)),
            Self::Reference(reference) => text(&reference.to_string()),
            Self::Version(version) => version.to_string(),
            Self::Queue(queue) => text(&queue.to_string()),
            Self::Labels(labels) => list(labels, |Label { key, value }| text(&format!("{key}:{value}"))),
            Self::Tolerations(taints) => list(taints, |taint| text(&taint.to_string())),
        };
        f.write_str(&printed)
    }
}

impl fmt::Display for Reference<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}/{}", if self.secret { "secret" } else { "configmap" }, self.name, self.key)
    }
}

impl fmt::Display for Toleration<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key)?;
        let parts = [self.value.as_deref(), self.effect];
        parts.into_iter().flatten().try_for_each(|part| write!(f, ":{part}"))
    }
}
