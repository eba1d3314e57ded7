//! Diagnostics as rules push them → what is said about a file: in the order of the text, without what is allowed, notes
//! folded, the rest of too many counted. Knows no rule.

use super::{About, Diagnostic, Severity};
use crate::parse::allow::Allows;
use crate::rules::Rule;
use crate::source::Span;

/// What begins the fact that names other workers.
const LIKEWISE: &str = "so it is for ";

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
