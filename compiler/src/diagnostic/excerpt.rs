//! A diagnostic and its sources → what miette draws: the one implementation of `miette::Diagnostic`, and the few lines of
//! a text that are shown. Draws nothing itself.

use std::fmt;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::{Diagnostic, Severity, floor};
use crate::source::{Source, Sources, Span};

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
