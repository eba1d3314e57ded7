//! One file per command: what was asked for in, an outcome out.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod claims;
pub(crate) mod diff;
pub(crate) mod drift;
pub(crate) mod explain;
pub(crate) mod fmt;
pub(crate) mod graph;
pub(crate) mod import;
pub(crate) mod init;
pub(crate) mod lsp;
pub(crate) mod plan;
pub(crate) mod play;
mod question;
pub(crate) mod routes;
pub(crate) mod rules;
pub(crate) mod shell;

use std::io::{IsTerminal as _, Write as _};

use similar::TextDiff;

use crate::Result;

/// Writes a text to stdout.
fn print(text: &str) -> Result<()> {
    print_bytes(text.as_bytes())
}

/// Writes bytes to stdout.
fn print_bytes(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)?;
    Ok(out.flush()?)
}

/// Writes a JSON document to stdout.
fn print_json(document: &impl serde::Serialize) -> Result<()> {
    print(&(serde_json::to_string_pretty(document).map_err(std::io::Error::from)? + "\n"))
}

/// Whether stdout is a terminal.
fn stdout_is_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// How wide text on stdout may be: the terminal, else a hundred columns.
fn stdout_width() -> usize {
    crate::report::width(stdout_is_terminal())
}

/// What changes from one text to another, as `diff -u` writes it.
fn unified_diff(name: &str, before: &str, after: &str) -> String {
    let (from, to) = (format!("a/{name}"), format!("b/{name}"));
    TextDiff::from_lines(before, after).unified_diff().context_radius(3).header(&from, &to).to_string()
}
