//! `qc`: arguments, files and colour around the compiler. Everything that does I/O is here; nothing that decides is.
#![allow(clippy::disallowed_methods, reason = "this crate is the edge where files, clocks and variables are read")]

mod arguments;
mod broker;
mod cluster;
mod commands;
mod frames;
mod input;
mod output;
mod page;
mod progress;
mod report;
mod watch;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Color, Command};
use celq::diagnostic::Diagnostic;
use celq::source::Sources;
use report::say;

/// How a command ended, as ruff and kubectl count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// No error.
    Clean = 0,
    /// An error in a file, or a difference that was asked for.
    Faults = 1,
    /// A usage error, or something that could not be read or written.
    Failed = 2,
}

/// Why a command could not do its work.
#[derive(Debug)]
enum Failure {
    /// A sentence for the user.
    Because(String),
    /// Who was reading has gone away, and with that the reason to go on: `qc build … | head` ends in silence.
    NoReader,
}

impl Failure {
    /// What the system said about a file, without its number.
    fn at(name: impl std::fmt::Display, error: &std::io::Error) -> Self {
        Self::Because(format!("{name}: {}", sentence(error)))
    }

    /// The sentence of a failure after which the next file can be tried.
    fn sentence(self) -> Result<String> {
        match self {
            Self::Because(sentence) => Ok(sentence),
            Self::NoReader => Err(self),
        }
    }
}

/// What the system said, without its number.
fn sentence(error: &std::io::Error) -> String {
    error.to_string().split(" (os error ").next().unwrap_or_default().to_owned()
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::NoReader,
            _ => Self::Because(error.to_string()),
        }
    }
}

type Result<T> = std::result::Result<T, Failure>;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(outcome) => ExitCode::from(outcome as u8),
        Err(Failure::NoReader) => ExitCode::from(Outcome::Clean as u8),
        Err(Failure::Because(message)) => {
            say(format_args!("error: {message}"));
            ExitCode::from(Outcome::Failed as u8)
        }
    }
}

/// Diagnostics as `--output-format full` writes them where there is neither colour nor a terminal.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let style = report::Style::new(false, Color::Never);
    diagnostics.iter().map(|diagnostic| style.full(diagnostic, sources)).collect()
}

/// What qc reads of a cluster: YAML or JSON, one document or several.
///
/// # Errors
/// When it is neither.
pub fn documents(bytes: &[u8]) -> std::result::Result<Vec<serde_json::Value>, String> {
    cluster::documents(bytes)
}

fn run(arguments: &Arguments) -> Result<Outcome> {
    let color = arguments.color;
    match &arguments.command {
        Command::Build(build) => commands::build::run(build, color),
        Command::Check(check) => commands::check::run(check, color),
        Command::Fmt(fmt) => commands::fmt::run(fmt, color),
        Command::Routes(routes) => commands::routes::run(routes, color),
        Command::Plan(plan) => commands::plan::run(plan, color),
        Command::Graph(graph) => commands::graph::run(graph, color),
        Command::Lsp { stdio: _ } => commands::lsp::run(),
        Command::Play(play) => commands::play::run(play),
        Command::Diff(diff) => commands::diff::run(diff, color),
        Command::Drift(drift) => commands::drift::run(drift, color),
        Command::Claims(claims) => commands::claims::run(claims, color),
        Command::Explain(explain) => commands::explain::run(&explain.word),
        Command::Rules => commands::rules::run(),
        Command::Init(init) => commands::init::run(init),
        Command::Import(import) => commands::import::run(import, color),
        Command::Completions { shell } => commands::shell::completions(*shell),
        Command::Man { command } => commands::shell::man(command.as_deref()),
        Command::Version => commands::shell::version(),
    }
}
