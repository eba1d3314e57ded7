//! What qc says: diagnostics, the sink that collects them, and the one implementation of `miette::Diagnostic`.
//! Takes spans and sentences; knows no rule and prints nothing.

use std::fmt;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use serde::Serialize;

use crate::parse::allow::Allows;
use crate::rules::Rule;
use crate::source::{Source, Sources, Span};

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
    /// The edits, which do not overlap.
    pub edits: Vec<Edit>,
}

/// Replaces a span by a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// What begins the fact that names other workers.
const LIKEWISE: &str = "so it is for ";

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

    /// Offers a change of several edits.
    #[must_use]
    pub fn fix_all(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fixes.push(Fix { title: visible(title), edits });
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

/// Collects diagnostics. Drops what an `allow` silences and folds notes, so that no rule has to think of either.
#[derive(Debug, Default)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
    allows: Allows,
    every_note: bool,
    folded: Vec<(&'static Rule, usize)>,
    errors: usize,
    dropped: usize,
}

/// So many errors, and so many warnings and notes, are kept of a file. Nobody reads them; what is not kept is counted.
pub const MOST: usize = 10_000;

/// Everything that was said about a file.
#[derive(Debug, Default)]
pub struct Said {
    /// What was kept, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// How many errors there were, those that were not kept included.
    pub errors: usize,
    /// How many diagnostics were not kept.
    pub dropped: usize,
}

impl Said {
    /// Keeps the diagnostics that are wanted.
    pub fn retain(&mut self, wanted: impl Fn(&Diagnostic) -> bool) {
        let errors = |said: &Self| said.count(Severity::Error);
        let before = errors(self);
        self.diagnostics.retain(wanted);
        self.errors -= before - errors(self);
    }

    /// How many of a severity were kept.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity).count()
    }
}

impl Sink {
    /// An empty sink; `every_note` keeps all notes apart instead of folding them into one per rule.
    pub fn new(every_note: bool) -> Self {
        Self { every_note, ..Self::default() }
    }

    /// Adds a diagnostic, unless an `allow` on its statement silences it.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let rule = diagnostic.rule;
        let own = diagnostic.worker.as_ref().and_then(|about| about.statement);
        // What is inherited can be allowed where it was written, and at the one queue where it is meant.
        if rule.severity != Severity::Error && own.is_some_and(|own| self.allows.silence(rule, own)) {
            return;
        }
        self.push_with(rule, diagnostic.span(), || diagnostic);
    }

    /// Adds what `diagnostic` builds, and builds it only when it will be shown.
    pub fn push_with(&mut self, rule: &'static Rule, span: Span, diagnostic: impl FnOnce() -> Diagnostic) {
        if rule.severity == Severity::Error {
            self.errors += 1;
            if self.errors > MOST {
                self.dropped += 1;
                return;
            }
        } else if self.is_silenced(rule, span) {
            return;
        }
        self.diagnostics.push(diagnostic());
    }

    /// Whether a warning or note is allowed, folded into an earlier one, or one too many.
    fn is_silenced(&mut self, rule: &'static Rule, span: Span) -> bool {
        if self.allows.silence(rule, span) {
            return true;
        }
        if rule.severity == Severity::Note && !self.every_note {
            match self.folded.iter_mut().find(|(folded, _)| folded.name == rule.name) {
                Some((_, more)) => {
                    *more += 1;
                    return true;
                }
                None => self.folded.push((rule, 0)),
            }
        }
        let full = self.diagnostics.len() - self.errors.min(MOST) >= MOST;
        self.dropped += usize::from(full);
        full
    }

    /// From here on, diagnostics that these silence are dropped.
    pub fn obey(&mut self, allows: Allows) {
        self.allows = allows;
    }

    /// The `allow`s and what they have silenced so far.
    pub fn allows(&self) -> &Allows {
        &self.allows
    }

    /// How many errors there were so far: more than before a step when the step had any.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// Whether further errors would not be kept, so that nothing needs to be made of them.
    pub fn is_full(&self) -> bool {
        self.errors >= MOST
    }

    /// Counts an error without saying it, once the sink is full.
    pub fn count_error(&mut self) {
        self.errors += 1;
        self.dropped += 1;
    }

    /// Everything that was said, in the order of the text, folded notes with their count.
    pub fn finish(mut self) -> Said {
        for (rule, more) in self.folded.into_iter().filter(|(_, more)| *more > 0) {
            if let Some(first) = self.diagnostics.iter_mut().find(|diagnostic| diagnostic.rule.name == rule.name) {
                first.facts.push(format!("and {more} more like this: `--notes` shows each"));
            }
        }
        self.diagnostics.sort_by_key(|diagnostic| (diagnostic.span().start, diagnostic.rule.name));
        let mut errors = self.errors;
        // What stands in `defaults`, or in a statement of several queues, is said once and not for each queue.
        self.diagnostics.dedup_by(|again, first| {
            let same = (again.rule.name, again.span()) == (first.rule.name, first.span());
            let folds = same && (again.message == first.message || again.worker.is_some() && first.worker.is_some());
            errors -= usize::from(folds && again.rule.severity == Severity::Error);
            if let Some(About { worker, .. }) =
                again.worker.as_ref().filter(|_| folds && again.message != first.message)
            {
                match first.facts.last_mut().filter(|fact| fact.starts_with(LIKEWISE)) {
                    Some(fact) => *fact += &format!(", `{worker}`"),
                    None => first.facts.push(format!("{LIKEWISE}`{worker}`")),
                }
            }
            folds
        });
        Said { diagnostics: self.diagnostics, errors, dropped: self.dropped }
    }
}

/// A diagnostic with the text that it speaks of, as miette wants it.
pub struct Report<'a> {
    diagnostic: &'a Diagnostic,
    file: Excerpt<'a>,
    facts: Option<Box<Fact>>,
    linked: bool,
}

/// A fact, as the cause of what the message says, and the fact behind it.
#[derive(Debug)]
struct Fact {
    text: String,
    next: Option<Box<Fact>>,
}

impl Fact {
    fn chain(facts: &[String]) -> Option<Box<Self>> {
        let (text, rest) = facts.split_first()?;
        Some(Box::new(Self { text: text.clone(), next: Self::chain(rest) }))
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Fact {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.next.as_deref().map(|next| next as _)
    }
}

impl<'a> Report<'a> {
    /// Joins a diagnostic and the sources of its spans; `linked` makes the rule's name a link to its page.
    pub fn new(diagnostic: &'a Diagnostic, sources: &'a Sources, linked: bool) -> Self {
        let file = sources.at(diagnostic.span().start);
        let elsewhere = diagnostic.labels.iter().filter(|label| !file.span().touches(label.span.start));
        let elsewhere = elsewhere.map(|label| {
            let other = sources.at(label.span.start);
            let position = other.position(label.span.start);
            format!("{}:{}:{}: {}", other.name(), position.line, position.column, label.message)
        });
        let facts: Vec<String> = elsewhere.chain(diagnostic.facts.iter().cloned()).collect();
        Self { diagnostic, file: Excerpt(file), facts: Fact::chain(&facts), linked }
    }

    /// A label's place in the text of the primary file; `None` when it lies in another file.
    fn place(&self, span: Span) -> Option<(usize, usize)> {
        let file = self.file.0;
        (file.span().touches(span.start)).then(|| {
            let start = file.local(span.start);
            (start, floor(file.text(), file.local(span.end).min(start + LABEL_BYTES)) - start)
        })
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostic.message)
    }
}

impl fmt::Debug for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.diagnostic, f)
    }
}

impl std::error::Error for Report<'_> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.facts.as_deref().map(|fact| fact as _)
    }
}

impl miette::Diagnostic for Report<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(format!("{}[{}]", self.diagnostic.severity(), self.diagnostic.rule.name)))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity() {
            Severity::Note => miette::Severity::Advice,
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.diagnostic.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.linked.then(|| Box::new(self.diagnostic.rule.url()) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.file)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels = self.diagnostic.labels.iter().enumerate().filter_map(|(index, label)| {
            let place = self.place(label.span)?;
            let text = Some(label.message.clone()).filter(|text| !text.is_empty());
            let make = if index == 0 { LabeledSpan::new_primary_with_span } else { LabeledSpan::new_with_span };
            Some(make(text, place))
        });
        Some(Box::new(labels))
    }
}

/// Longer labels are drawn up to here: what matters is where they begin.
const LABEL_BYTES: usize = 120;
/// A line that is longer than this before or behind a label is drawn for [`AROUND`] bytes there, without others around it.
const LINE_BYTES: usize = 600;
/// So much of a long line is drawn.
const AROUND: usize = 60;

/// A file as miette reads it: line by line through the line table, and never a megabyte of one line.
struct Excerpt<'a>(&'a Source);

impl Excerpt<'_> {
    /// The bytes to draw for a span with so many lines of context, as a range of the file's text.
    fn window(&self, span: &SourceSpan, before: usize, after: usize) -> (usize, usize) {
        let file = self.0;
        let (from, to) = (span.offset(), span.offset() + span.len());
        // Without context miette asks where the span itself is.
        if before == 0 && after == 0 {
            return (from, to);
        }
        let global = |local: usize| file.base() + u32::try_from(local).unwrap_or(u32::MAX);
        let lines = file.lines_around(Span::new(global(from), global(to)), before, after);
        let (start, end) = (file.local(lines.start), file.local(lines.end));
        let start = if from - start > LINE_BYTES { from.saturating_sub(AROUND) } else { start };
        let end = if end - to > LINE_BYTES { to + AROUND } else { end };
        (floor(file.text(), start), floor(file.text(), end))
    }
}

impl SourceCode for Excerpt<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let file = self.0;
        if span.offset() + span.len() > file.text().len() {
            return Err(MietteError::OutOfBounds);
        }
        let (start, end) = self.window(span, context_lines_before, context_lines_after);
        let text = &file.shown()[start..end];
        let position = file.position(file.base() + u32::try_from(start).unwrap_or(u32::MAX));
        Ok(Box::new(MietteSpanContents::new_named(
            file.name().to_owned(),
            text.as_bytes(),
            SourceSpan::from((start, end - start)),
            position.line as usize - 1,
            position.column as usize - 1,
            text.lines().count(),
        )))
    }
}

/// The last character boundary at or before a byte.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
