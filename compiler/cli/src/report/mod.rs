//! Diagnostics → text in the format that was asked for. Formats for people are written file by file and stop after a
//! hundred; those for programs hold everything and are written at the end.

mod full;
mod github;
mod sarif;

pub(crate) use full::{Style, width};

use std::io::{IsTerminal, Write};

use celq::diagnostic::{Said, Severity};
use celq::report::{Entry, entry};
use celq::source::Sources;
use serde::Serialize;

use crate::arguments::{Color, Format, Reporting};
use crate::{Outcome, Result};

/// So many diagnostics of a file are shown to people.
const MOST: usize = 100;

/// Counts of what was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) notes: usize,
}

impl Counts {
    /// Those of what was said about a file, errors that were not kept included.
    pub(crate) fn of(said: &Said) -> Self {
        Self { errors: said.errors, warnings: said.count(Severity::Warning), notes: said.count(Severity::Note) }
    }
}

impl std::ops::Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
            notes: self.notes + other.notes,
        }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let named = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let parts = named.into_iter().filter(|(count, _)| *count > 0).map(|(count, name)| plural(count, name));
        let parts: Vec<String> = parts.collect();
        f.write_str(if parts.is_empty() { "no errors" } else { "" })?;
        f.write_str(&parts.join(", "))
    }
}

/// `1 file`, `2 files`
pub(crate) fn plural(count: usize, name: &str) -> String {
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

/// Writes diagnostics to a stream.
pub(crate) struct Reporter<'a> {
    out: &'a mut dyn Write,
    format: Format,
    style: Style,
    entries: Vec<Entry>,
    counts: Counts,
}

impl<'a> Reporter<'a> {
    /// A reporter that writes to `out`, with colour when that is wanted and `out` is a terminal.
    pub(crate) fn new(out: &'a mut dyn Write, terminal: bool, reporting: &Reporting, color: Color) -> Self {
        let style = Style::new(terminal, color);
        Self { out, format: reporting.output_format, style, entries: Vec::new(), counts: Counts::default() }
    }

    /// Reports on a file.
    pub(crate) fn file(&mut self, said: &Said, sources: &Sources) -> Result<()> {
        self.counts = self.counts + Counts::of(said);
        if matches!(self.format, Format::Json | Format::Sarif) {
            self.entries.extend(said.diagnostics.iter().map(|diagnostic| entry(diagnostic, sources)));
            return Ok(());
        }
        let shown = said.diagnostics.len().min(MOST);
        for diagnostic in &said.diagnostics[..shown] {
            let text = match self.format {
                Format::Concise => self.style.concise(&entry(diagnostic, sources)),
                Format::Github => github::annotation(&entry(diagnostic, sources)),
                _ => self.style.full(diagnostic, sources),
            };
            self.out.write_all(text.as_bytes())?;
        }
        let more = said.diagnostics.len() + said.dropped - shown;
        if more > 0 {
            let file = sources.files().first().map_or("", |file| file.name());
            writeln!(self.out, "… and {more} more in {file}")?;
        }
        Ok(())
    }

    /// Writes what stands at the end, and gives the counts of everything.
    pub(crate) fn finish(self) -> Result<Counts> {
        match self.format {
            Format::Json => {
                #[derive(Serialize)]
                struct Document<'a> {
                    version: u32,
                    diagnostics: &'a [Entry],
                }
                let document = Document { version: 1, diagnostics: &self.entries };
                writeln!(self.out, "{}", serde_json::to_string(&document).map_err(std::io::Error::from)?)?;
            }
            Format::Sarif => {
                let log = serde_json::to_string_pretty(&sarif::log(&self.entries)).map_err(std::io::Error::from)?;
                writeln!(self.out, "{log}")?;
            }
            _ => {}
        }
        self.out.flush()?;
        Ok(self.counts)
    }
}

/// How a run ends that said so much.
pub(crate) fn outcome(counts: Counts, reporting: &Reporting) -> Outcome {
    let denied = reporting.deny_warnings && counts.warnings > 0;
    if counts.errors > 0 || denied { Outcome::Faults } else { Outcome::Clean }
}

/// Whether a stream takes colour.
pub(crate) fn is_colored(terminal: bool, color: Color) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR") => false,
        Color::Auto => terminal || set("FORCE_COLOR"),
    }
}

/// Says a line on stderr: a summary, never a part of what a command writes.
pub(crate) fn say(line: impl std::fmt::Display) {
    // When stderr is closed, there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Whether stderr is a terminal.
pub(crate) fn stderr_is_terminal() -> bool {
    std::io::stderr().is_terminal()
}
