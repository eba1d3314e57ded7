//! Values → the text that reads as them.

use std::fmt;

use super::value::{Amount, Concurrency, Days, Hours, Label, Load, Percent, Portion, Reference, Toleration, Value};
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
            Self::Memory(bytes) | Self::Load(Load::Bytes(bytes)) => bytes.to_string(),
            Self::Cpu(cores) => cores.to_string(),
            Self::Percent(percent) | Self::Load(Load::Percent(percent)) => percent.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Days(days) => days.to_string(),
            Self::Hours(hours) => hours.to_string(),
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

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.0)
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut day = 0;
        let mut comma = "";
        while day < Self::WORDS.len() {
            let run = (day..Self::WORDS.len()).take_while(|day| self.has(*day)).count();
            match run {
                0 => {}
                1 => write!(f, "{comma}{}", Self::WORDS[day])?,
                _ => write!(f, "{comma}{}-{}", Self::WORDS[day], Self::WORDS[day + run - 1])?,
            }
            if run > 0 {
                comma = ",";
            }
            day += run.max(1);
        }
        Ok(())
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}-{:02}:{:02}", self.from / 60, self.from % 60, self.to / 60, self.to % 60)
    }
}
