//! A place → what there is to say of the word there, in Markdown: its page, and what it means in this site.

use super::anatomy::{Named, Part, Reading, Role};
use super::position::{self, Spot};
use super::resolved::{Spoken, setting, spoken};
use super::{Site, told};
use crate::File;
use crate::catalog;
use crate::explain;
use crate::language::value::Type;
use crate::language::{Clause, Entry, entries, keys};
use crate::rules;
use crate::source::Span;

/// What there is to say of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The word.
    pub span: Span,
    /// The text, in Markdown.
    pub markdown: String,
}

/// What there is to say of the word at an offset.
pub fn hover(site: &Site<'_>, offset: u32) -> Option<Hover> {
    let file = site.file(offset)?;
    let position = position::at(file.source, &file.tree, offset);
    if matches!(position.spot, Spot::Rule) {
        let rule = rules::find(file.source.slice(position.word))?;
        return Some(Hover { span: position.word, markdown: explain::rule(rule) });
    }
    let statement = position::around(&file.tree, offset)?;
    let (part, parts, reading) = position::part(file.source, &file.tree, offset)?;
    let word = Word { site, file, reading, parts: &parts, here: statement.span };
    Some(Hover { span: part.span, markdown: word.told(&part)? })
}

/// A word with the statement that it stands in.
struct Word<'a, 's> {
    site: &'a Site<'s>,
    file: &'s File<'s>,
    reading: Reading,
    parts: &'a [Part],
    here: Span,
}

impl<'s> Word<'_, 's> {
    fn told(&self, part: &Part) -> Option<String> {
        let text = part.text(self.file.source);
        match part.role {
            Role::Statement(statement) => statement.map(explain::statement),
            Role::Clause(clause) => clause.map(|clause| self.clause(clause)),
            Role::Key(entry) => entry.map(|entry| self.key(&entry)),
            Role::Variable => Some(format!("The environment variable `{text}` of the workers.\n")),
            Role::Subject(Named::Queue) | Role::Target => told::queue_and_objects(self.site, &text),
            Role::Subject(Named::Service) => told::service(self.site, &text),
            Role::Subject(Named::Task) => Some(told::task(self.site, &text)),
            Role::Subject(Named::Site) => Some(told::site(self.site)),
            Role::Subject(Named::Broker) => told::broker(self.site),
            Role::Subject(Named::File) => None,
            Role::Value(entry) => self.value(&text, entry),
        }
    }

    /// A clause's page below what holds here for each of its keys.
    fn clause(&self, clause: &'static Clause) -> String {
        let page = explain::clause(clause);
        // Of clauses that repeat the model has several, and no word to tell them apart.
        let Some(spoken) = self.spoken().into_iter().next().filter(|_| !clause.repeats) else { return page };
        let lines: Vec<String> =
            entries(clause.scope).iter().map(|entry| setting(self.site, &spoken, entry, self.here)).collect();
        if lines.is_empty() { page } else { format!("{}\n{page}", list(&spoken.name, &lines)) }
    }

    /// What a key says, takes and means, and which value holds.
    fn key(&self, entry: &Entry) -> String {
        let (key, place) = (entry.key, entry.place);
        let mut text = format!("**`{}=`** {}\n\n", key.name, key.summary);
        text += &format!("- takes {}\n- default: {}\n", place.value.describe(), place.default);
        let repeats = self.reading_of(entry).is_some_and(|clause| clause.repeats);
        let written = |spoken: &&Spoken<'_>| !repeats && place.access.get(spoken.part).is_some();
        for spoken in self.spoken().iter().filter(written).take(MOST) {
            let of = if spoken.name.is_empty() { "here" } else { &spoken.name };
            text += &format!("- {of}: {}\n", setting(self.site, spoken, entry, self.here));
        }
        format!("{text}\n{}\n", key.doc.trim())
    }

    fn value(&self, text: &str, entry: Option<Entry>) -> Option<String> {
        if let Some(reference) = reference(text) {
            return Some(reference);
        }
        let entry = entry?;
        let of_key = || Some(self.key(&entry));
        match entry.place.value {
            Type::Choice(choices) => match choices.iter().find(|choice| choice.word == text) {
                Some(choice) => Some(format!("**`{text}`** {}\n\n{}", choice.help, self.key(&entry))),
                None => of_key(),
            },
            Type::Queue => told::queue_and_objects(self.site, text),
            _ if entry.key.name == keys::registered::KEY.name => told::service(self.site, text),
            _ if entry.key.name == keys::release::KEY.name => catalog::release(text).map(explain::release),
            _ => of_key(),
        }
    }

    fn spoken(&self) -> Vec<Spoken<'s>> {
        spoken(self.site, self.file.source, &self.reading, self.parts)
    }

    /// The clause that a key belongs to.
    fn reading_of(&self, entry: &Entry) -> Option<&'static Clause> {
        self.reading.of?.clauses.iter().copied().find(|clause| clause.scope == entry.place.scope)
    }
}

/// Of so many subjects is told what holds for them.
const MOST: usize = 6;

fn list(name: &str, lines: &[String]) -> String {
    let head = if name.is_empty() { "Here:".to_owned() } else { format!("For {name}:") };
    lines.iter().fold(head + "\n\n", |text, line| text + "- " + line + "\n")
}

/// What a key of a Secret or ConfigMap is.
fn reference(text: &str) -> Option<String> {
    let secret = text.strip_prefix("secret:").map(|rest| ("Secret", rest));
    let (title, rest) = secret.or_else(|| Some(("ConfigMap", text.strip_prefix("configmap:")?)))?;
    let (name, key) = rest.split_once('/')?;
    Some(format!("The key `{key}` of the {title} `{name}` in the site's namespace. qc does not write it.\n"))
}
