//! A compiled site as editors ask about it: its files, its plan, what was said.

use crate::diagnostic::Said;
use crate::plan::Plan;
use crate::source::{Sources, Span};
use crate::{Compiled, File, Proved};

/// A site, to be asked about.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// The texts.
    pub sources: &'a Sources,
    /// The files with their trees.
    pub files: &'a [File<'a>],
    /// What the files declare.
    pub plan: &'a Plan<'a>,
    /// What was said about them.
    pub said: &'a Said,
    /// The plan, when no error stands.
    pub proved: Option<Proved<'a>>,
}

impl<'a> Site<'a> {
    /// What was compiled from these sources.
    pub fn new(sources: &'a Sources, compiled: &'a Compiled<'a>) -> Self {
        let Compiled { files, plan, said } = compiled;
        Self { sources, files, plan, said, proved: compiled.proved() }
    }

    /// The file that holds an offset. Any offset has one: beyond all files it is that of the last.
    pub fn file(&self, offset: u32) -> Option<&'a File<'a>> {
        let base = self.sources.at(offset).base();
        self.files.iter().find(|file| file.source.base() == base)
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &'a str {
        self.sources.slice(span)
    }

    /// A place for people, as it is seen from another one: `line 4`, in another file `base.celq:4`.
    pub fn line(&self, of: Span, from: Span) -> String {
        let file = self.sources.at(of.start);
        let line = file.position(of.start).line;
        if file.span().touches(from.start) { format!("line {line}") } else { format!("{}:{line}", file.name()) }
    }
}
