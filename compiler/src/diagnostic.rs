//! What qc says: a diagnostic with its places, facts and fixes. Beside it the sink that collects them, and the one
//! implementation of `miette::Diagnostic`. Takes spans and sentences; knows no rule and prints nothing.

mod excerpt;
mod sink;

use std::fmt;

use serde::Serialize;

use crate::rules::Rule;
use crate::source::Span;

pub use excerpt::Report;
pub use sink::{MOST, Said, Sink};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Advice, folded into one line per rule and site unless notes are asked for.
    Note,
    /// It works until a day that the message describes.
    Warning,
    /// It cannot work, or work is lost: nothing is emitted.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// One thing that qc has to say.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule that says it.
    pub rule: &'static Rule,
    /// The consequence in one sentence that reads well alone.
    pub message: String,
    /// The places, the primary one first. There is always at least one.
    pub labels: Vec<Label>,
    /// Facts that make the message understood: numbers, names, what Celery does.
    pub facts: Vec<String>,
    /// What to do, as text to type.
    pub help: Option<String>,
    /// Changes that can be applied for the user.
    pub fixes: Vec<Fix>,
    /// The worker that it is about, where it is one of several that may have it.
    pub worker: Option<About>,
}

/// A worker, and the statement that declares it, where the file has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The worker's name.
    pub worker: String,
    /// Where an `allow` can stand that is meant for it alone.
    pub statement: Option<Span>,
}

/// A place and what it has to do with the matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there.
    pub message: String,
}

/// A change that ends the diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// Whether it can be made without being looked at.
    pub applicability: Applicability,
    /// The edits, which do not overlap.
    pub edits: Vec<Edit>,
}

/// Whether a fix can be made without being looked at, in ruff's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// It is a guess, or makes another site of the one that was written.
    Unsafe,
    /// It writes what was meant beyond doubt, or changes nothing that runs.
    Safe,
}

/// Replaces a span by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Diagnostic {
    /// A diagnostic of a rule at its primary place.
    pub fn new(rule: &'static Rule, message: impl Into<String>, span: Span, label: impl Into<String>) -> Self {
        Self {
            rule,
            message: visible(message),
            labels: vec![Label { span, message: visible(label) }],
            facts: Vec::new(),
            help: None,
            fixes: Vec::new(),
            worker: None,
        }
    }

    /// Says which worker it is about. What is said at one place of several workers is said once, with their names.
    #[must_use]
    pub fn of(mut self, worker: About) -> Self {
        self.worker = Some(worker);
        self
    }

    /// Adds a related place.
    #[must_use]
    pub fn and(mut self, span: Span, label: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: visible(label) });
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn fact(mut self, fact: impl Into<String>) -> Self {
        self.facts.push(visible(fact));
        self
    }

    /// Adds a picture of rows whose columns stand below one another.
    #[must_use]
    pub fn table(self, rows: &[Vec<String>]) -> Self {
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let width =
            |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
        let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or_default()).collect();
        let line = |row: &Vec<String>| {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        self.picture(rows.iter().map(line))
    }

    /// Adds a fact of several lines that stand below one another. Lines of at most 50 characters are shown as they are
    /// on every terminal; longer ones may be broken.
    #[must_use]
    pub fn picture(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.facts.push(lines.into_iter().map(visible).collect::<Vec<_>>().join("\n"));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(visible(help));
        self
    }

    /// Offers a change that replaces one span.
    #[must_use]
    pub fn fix(self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.fix_all(title, vec![Edit { span, text: text.into() }])
    }

    /// Offers to write a text in the place of a span, be it certain that it was meant or not.
    #[must_use]
    pub fn write(self, span: Span, text: &str, certain: bool) -> Self {
        self.fix(format!("write `{text}`"), span, text).if_certain(certain)
    }

    /// Offers a change of several edits.
    #[must_use]
    pub fn fix_all(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fixes.push(Fix { title: visible(title), applicability: Applicability::Safe, edits });
        self
    }

    /// Says that the change offered last is to be looked at before it is made.
    #[must_use]
    pub fn unsafely(self) -> Self {
        self.if_certain(false)
    }

    /// The same unless it is certain.
    #[must_use]
    pub fn if_certain(mut self, certain: bool) -> Self {
        if let Some(fix) = self.fixes.last_mut().filter(|_| !certain) {
            fix.applicability = Applicability::Unsafe;
        }
        self
    }

    /// The rule's severity.
    pub fn severity(&self) -> Severity {
        self.rule.severity
    }

    /// The primary place.
    pub fn span(&self) -> Span {
        self.labels.first().map_or(Span::default(), |label| label.span)
    }

    /// Facts and help, one a line: everything that stands below the picture of the source.
    pub fn advice(&self) -> Option<String> {
        let lines: Vec<&str> = self.facts.iter().map(String::as_str).chain(self.help.as_deref()).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

/// A sentence without control characters and without endless words: what a user wrote is shown, and never obeyed by a
/// terminal.
fn visible(text: impl Into<String>) -> String {
    let text = text.into();
    let text = if text.len() > LONG_TEXT { text.split(' ').map(shortened).collect::<Vec<_>>().join(" ") } else { text };
    if !text.contains(char::is_control) {
        return text;
    }
    let show = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    text.chars().map(show).collect()
}

/// Sentences longer than this have their long words shortened.
const LONG_TEXT: usize = 300;
/// Words longer than this are long.
const LONG_WORD: usize = 120;

/// A long word's beginning and end.
fn shortened(word: &str) -> String {
    if word.len() <= LONG_WORD {
        return word.to_owned();
    }
    let (start, end) = (floor(word, 40), floor(word, word.len() - 20));
    format!("{}…{}", &word[..start], &word[end..])
}

/// The last character boundary at or before a byte.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
