//! Answers as plain structs, ready to be written down: diagnostics with files, lines and columns, the ways of tasks,
//! what a site needs, what changes between two, and what a cluster has made of one. JSON, SARIF, GitHub, tables and the playground are written from them.

pub mod diff;
pub mod drift;
pub mod routes;
pub mod totals;

use serde::Serialize;

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Label, Severity};
use crate::plan::Plan;
use crate::source::{Sources, Span};

/// One diagnostic, ready to be written down.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// The rule's bare name.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The consequence.
    pub message: String,
    /// Facts and what to do, one a line.
    pub help: Option<String>,
    /// The primary place.
    #[serde(flatten)]
    pub place: Place,
    /// All places with what is there, the primary one first.
    pub labels: Vec<Labelled>,
    /// Changes that end it.
    pub fixes: Vec<Change>,
    /// The rule's page.
    pub url: String,
}

/// A span as people and programs count it.
#[derive(Debug, Clone, Serialize)]
pub struct Place {
    /// The file's name.
    pub file: String,
    /// First line, from 1.
    pub line: u32,
    /// First column, from 1, in Unicode characters.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// One past the last column.
    pub end_column: u32,
    /// First byte in the file, from 0.
    pub offset: u32,
    /// Length in bytes.
    pub length: u32,
}

/// A place with what is there.
#[derive(Debug, Clone, Serialize)]
pub struct Labelled {
    /// What is there.
    pub message: String,
    /// Where.
    #[serde(flatten)]
    pub place: Place,
}

/// A change that can be applied.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    /// What it does.
    pub title: String,
    /// Whether it can be made without being looked at.
    pub applicability: Applicability,
    /// The edits, which do not overlap.
    pub edits: Vec<Replacement>,
}

/// A run of bytes and what comes in their place.
#[derive(Debug, Clone, Serialize)]
pub struct Replacement {
    /// First byte in the file.
    pub offset: u32,
    /// Bytes to replace.
    pub length: u32,
    /// The new text.
    pub text: String,
}

/// A diagnostic with its places looked up.
pub fn entry(diagnostic: &Diagnostic, sources: &Sources) -> Entry {
    let label = |label: &Label| Labelled { message: label.message.clone(), place: place(label.span, sources) };
    Entry {
        rule: diagnostic.rule.name,
        severity: diagnostic.severity(),
        message: diagnostic.message.clone(),
        help: diagnostic.advice(),
        place: place(diagnostic.span(), sources),
        labels: diagnostic.labels.iter().map(label).collect(),
        fixes: diagnostic.fixes.iter().map(|fix| change(fix, sources)).collect(),
        url: diagnostic.rule.url(),
    }
}

/// How to speak with the cluster about a site.
fn kubectl(plan: &Plan<'_>, what: &str) -> String {
    format!("`kubectl -n {} {what}`", plan.namespace())
}

fn place(span: Span, sources: &Sources) -> Place {
    let file = sources.at(span.start);
    let (start, end) = (file.position(span.start), file.position(span.end));
    Place {
        file: file.name().to_owned(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        offset: span.start - file.base(),
        length: span.len(),
    }
}

fn change(fix: &Fix, sources: &Sources) -> Change {
    let edit = |edit: &Edit| Replacement {
        offset: edit.span.start - sources.at(edit.span.start).base(),
        length: edit.span.len(),
        text: edit.text.clone(),
    };
    Change { title: fix.title.clone(), applicability: fix.applicability, edits: fix.edits.iter().map(edit).collect() }
}
