//! What commands that ask about one file have in common: they read it, say its errors on stderr, and answer on stdout all
//! the same.

use std::path::Path;

use celq::diagnostic::{Said, Severity};
use celq::plan::Plan;
use celq::source::Sources;
use celq::{Options, compile};

use crate::arguments::{Color, Day, Format, Reporting};
use crate::input::Input;
use crate::report::{Reporter, stderr_is_terminal};
use crate::{Outcome, Result};

/// Compiles a file and has `answer` say what was asked for.
pub(super) fn ask(
    path: &Path,
    color: Color,
    day: Day,
    answer: impl FnOnce(&Plan<'_>, &Sources) -> Result<()>,
) -> Result<Outcome> {
    let sources = Input::asked(path).read()?;
    let options = Options { today: Some(day.get()), ..Options::default() };
    compile(&sources, options, |compiled| {
        let errors = report_errors(compiled.said, &sources, color)?;
        answer(compiled.plan, &sources)?;
        Ok(if errors == 0 { Outcome::Clean } else { Outcome::Faults })
    })
}

/// Says the errors of a file, and nothing else of what there is to say; gives their number.
pub(super) fn report_errors(mut said: Said, sources: &Sources, color: Color) -> Result<usize> {
    said.retain(|diagnostic| diagnostic.severity() == Severity::Error);
    let reporting =
        Reporting { output_format: Format::Full, notes: false, deny_warnings: false, quiet: false, today: None };
    let mut stderr = std::io::stderr();
    let mut reporter = Reporter::new(&mut stderr, stderr_is_terminal(), &reporting, color);
    reporter.file(&said, sources)?;
    reporter.finish()?;
    Ok(said.errors)
}

/// Rows below their heads, in columns.
pub(super) fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = heads.iter().enumerate().map(|(column, head)| width(column).max(head.len())).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let cells = cells.zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    let mut text = line(&mut heads.iter().copied());
    for row in rows {
        text.push_str(&line(&mut row.iter().map(String::as_str)));
    }
    text
}
