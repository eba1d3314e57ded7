//! A place → what there is to say of the word there, in Markdown: its page, and what it means in each of the sites that its file
//! belongs to. What is the same in all of them is told once.

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
    /// The word, in the first site.
    pub span: Span,
    /// The text, in Markdown.
    pub markdown: String,
}

/// A place as one of the sites has it that its file belongs to.
#[derive(Clone)]
pub struct Seen<'a> {
    /// The site.
    pub site: Site<'a>,
    /// What its main file is called, as people see it from the place.
    pub name: String,
    /// The place.
    pub offset: u32,
}

/// What there is to say of the word at a place, as all sites of its file have it.
pub fn hover(seen: &[Seen<'_>]) -> Option<Hover> {
    let Seen { site, offset, .. } = seen.first()?;
    let file = site.file(*offset)?;
    let position = position::at(file.source, &file.tree, *offset);
    if matches!(position.spot, Spot::Rule) {
        let rule = rules::find(file.source.slice(position.word))?;
        return Some(Hover { span: position.word, markdown: explain::rule(rule) });
    }
    let words: Vec<Word<'_, '_>> = seen.iter().filter_map(Word::new).collect();
    let span = words.first()?.part.span;
    Some(Hover { span, markdown: Everywhere(&words).told()? })
}

/// A word of a site, with the statement that it stands in.
struct Word<'a, 's> {
    site: &'a Site<'s>,
    name: &'a str,
    file: &'s File<'s>,
    reading: Reading,
    part: Part,
    parts: Vec<Part>,
    here: Span,
}

impl<'a, 's> Word<'a, 's> {
    fn new(seen: &'a Seen<'s>) -> Option<Self> {
        let Seen { site, name, offset } = seen;
        let file = site.file(*offset)?;
        let here = position::around(&file.tree, *offset)?.span;
        let (part, parts, reading) = position::part(file.source, &file.tree, *offset)?;
        Some(Self { site, name, file, reading, part, parts, here })
    }

    fn spoken(&self) -> Vec<Spoken<'s>> {
        spoken(self.site, self.file.source, &self.reading, &self.parts)
    }

    /// A key as it holds for each subject of the statement: which, and what.
    fn settings(&self, entry: &Entry) -> Vec<(String, String)> {
        let spoken = self.spoken().into_iter().filter(|spoken| entry.place.access.get(spoken.part).is_some());
        spoken.take(MOST).map(|spoken| (spoken.name.clone(), setting(self.site, &spoken, entry, self.here))).collect()
    }

    /// A clause's keys as they hold for the first subject, and which that is.
    fn keys(&self, clause: &Clause) -> Option<(String, Vec<String>)> {
        let spoken = self.spoken().into_iter().next()?;
        let lines = entries(clause.scope).iter().map(|entry| setting(self.site, &spoken, entry, self.here)).collect();
        Some((spoken.name, lines))
    }

    /// The clause that a key belongs to.
    fn clause_of(&self, entry: &Entry) -> Option<&'static Clause> {
        self.reading.of?.clauses.iter().copied().find(|clause| clause.scope == entry.place.scope)
    }

    fn is_in_main_file(&self) -> bool {
        self.file.source.base() == self.site.sources.main().base()
    }
}

/// A word as each of some sites has it: one at least.
struct Everywhere<'w, 'a, 's>(&'w [Word<'a, 's>]);

impl Everywhere<'_, '_, '_> {
    fn told(&self) -> Option<String> {
        let first = self.0.first()?;
        let text = first.part.text(first.file.source);
        match first.part.role {
            Role::Statement(statement) => statement.map(explain::statement),
            Role::Clause(clause) => clause.map(|clause| self.clause(clause)),
            Role::Key(entry) => entry.map(|entry| self.key(&entry)),
            Role::Variable => Some(format!("The environment variable `{text}` of the workers.\n")),
            Role::Subject(Named::Queue) | Role::Target => self.queue(&text),
            Role::Subject(Named::Service) => self.service(&text),
            Role::Subject(Named::Task) => {
                let line = |site: &Site<'_>| Some(told::task_in_a_line(site, &text));
                self.each(&text, |site| Some(told::task(site, &text)), line)
            }
            Role::Subject(Named::Site) => {
                self.each(&text, |site| Some(told::site(site)), |site| Some(told::site_in_a_line(site)))
            }
            Role::Subject(Named::Broker) => self.each(&text, told::broker, told::broker_in_a_line),
            Role::Subject(Named::File) => None,
            Role::Value(entry) => self.value(&text, entry),
        }
    }

    fn queue(&self, text: &str) -> Option<String> {
        self.each(text, |site| told::queue_and_objects(site, text), |site| told::queue_at_a_glance(site, text))
    }

    fn service(&self, text: &str) -> Option<String> {
        self.each(text, |site| told::service(site, text), |site| told::service_at_a_glance(site, text))
    }

    /// What is told of a name: all of it where it is the same in every site, else a line of each.
    fn each(
        &self,
        text: &str,
        all: impl Fn(&Site<'_>) -> Option<String>,
        line: impl Fn(&Site<'_>) -> Option<String>,
    ) -> Option<String> {
        let told: Vec<Option<String>> = self.0.iter().map(|word| all(word.site)).collect();
        if !agree(&told) {
            let lines = self.0.iter().map(|word| line(word.site).unwrap_or_else(|| NOT_THERE.to_owned()));
            return Some(list(&format!("**`{text}`**"), &self.by_site(lines)));
        }
        let told = told.into_iter().next()??;
        Some(match self.0 {
            [only] if only.is_in_main_file() => told,
            [only] => format!("{told}\nIn the site `{}`.\n", only.name),
            sites => format!("{told}\nIn all {} sites of this file.\n", sites.len()),
        })
    }

    /// A line of each site, with its name.
    fn by_site(&self, lines: impl Iterator<Item = String>) -> Vec<String> {
        let named = self.0.iter().zip(lines).map(|(word, line)| format!("in `{}`: {line}", word.name));
        let more = self.0.len().saturating_sub(MOST_SITES);
        named.take(MOST_SITES).chain((more > 0).then(|| format!("and in {more} more"))).collect()
    }

    /// A clause's page below what holds here for each of its keys.
    fn clause(&self, clause: &'static Clause) -> String {
        let page = explain::clause(clause);
        // Of clauses that repeat the model has several, and no word to tell them apart.
        let held: Vec<_> = self.0.iter().map(|word| word.keys(clause).filter(|_| !clause.repeats)).collect();
        let Some(Some((name, first))) = held.first() else { return page };
        let lines = first.iter().enumerate().map(|(index, line)| {
            let of = |keys: &Option<(String, Vec<String>)>| {
                keys.as_ref().map_or_else(|| NOT_THERE.to_owned(), |(_, lines)| lines[index].clone())
            };
            let all: Vec<String> = held.iter().map(of).collect();
            if agree(&all) { line.clone() } else { self.by_site(all.into_iter()).join("; ") }
        });
        let lines: Vec<String> = lines.collect();
        let title = if name.is_empty() { "Here:".to_owned() } else { format!("For {name}:") };
        if lines.is_empty() { page } else { format!("{}\n{page}", list(&title, &lines)) }
    }

    /// What a key says, takes and means, and which value holds.
    fn key(&self, entry: &Entry) -> String {
        let (key, place) = (entry.key, entry.place);
        let mut lines = vec![format!("takes {}", place.value.describe()), format!("default: {}", place.default)];
        let repeats = self.0.iter().any(|word| word.clause_of(entry).is_some_and(|clause| clause.repeats));
        if !repeats {
            lines.extend(self.held(entry));
        }
        let head = format!("**`{}=`** {}", key.name, key.summary);
        format!("{}\n{}\n", list(&head, &lines), key.doc.trim())
    }

    /// The values of a key that hold: one for each subject of the statement, or for each site.
    fn held(&self, entry: &Entry) -> Vec<String> {
        let held: Vec<Vec<(String, String)>> = self.0.iter().map(|word| word.settings(entry)).collect();
        let named =
            |(name, setting): &(String, String)| format!("{}: {setting}", if name.is_empty() { "here" } else { name });
        if agree(&held) {
            return held.first().into_iter().flatten().map(named).collect();
        }
        let line = |settings: &Vec<(String, String)>| match settings.as_slice() {
            [] => NOT_THERE.to_owned(),
            [(_, only)] => only.clone(),
            several => several.iter().map(named).collect::<Vec<_>>().join("; "),
        };
        self.by_site(held.iter().map(line))
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
            Type::Queue => self.queue(text),
            _ if entry.key.name == keys::registered::KEY.name => self.service(text),
            _ if entry.key.name == keys::release::KEY.name => catalog::release(text).map(explain::release),
            _ => of_key(),
        }
    }
}

/// Of so many subjects is told what holds for them, and of so many sites.
const MOST: usize = 6;
const MOST_SITES: usize = 5;

/// What a site has of something that only others have.
const NOT_THERE: &str = "not there";

fn agree<T: PartialEq>(all: &[T]) -> bool {
    all.iter().all(|one| *one == all[0])
}

fn list(head: &str, lines: &[String]) -> String {
    lines.iter().fold(format!("{head}\n\n"), |text, line| text + "- " + line + "\n")
}

/// What a key of a Secret or ConfigMap is.
fn reference(text: &str) -> Option<String> {
    let secret = text.strip_prefix("secret:").map(|rest| ("Secret", rest));
    let (title, rest) = secret.or_else(|| Some(("ConfigMap", text.strip_prefix("configmap:")?)))?;
    let (name, key) = rest.split_once('/')?;
    Some(format!("The key `{key}` of the {title} `{name}` in the site's namespace. qc does not write it.\n"))
}
