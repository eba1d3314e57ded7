//! `qc`: arguments, files and colour around the compiler. Everything that does I/O is here; nothing that decides is.
#![allow(clippy::disallowed_methods, reason = "this crate is the edge where files, clocks and variables are read")]

mod arguments;
mod commands;
mod input;
mod output;
mod progress;
mod report;
mod watch;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Color, Command};
use celq::diagnostic::Diagnostic;
use celq::source::Sources;

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

/// Why a command could not do its work: a sentence for the user.
#[derive(Debug)]
struct Failure(String);

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

type Result<T> = std::result::Result<T, Failure>;

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(outcome) => ExitCode::from(outcome as u8),
        Err(Failure(message)) => {
            // A reader that has gone away is no failure: `qc build … | head` ends in silence.
            if message != BROKEN_PIPE {
                let _ = writeln!(std::io::stderr(), "error: {message}");
            }
            ExitCode::from(Outcome::Failed as u8)
        }
    }
}

/// Diagnostics as `--output-format full` writes them where there is neither colour nor a terminal.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let style = report::Style::new(false, Color::Never);
    diagnostics.iter().map(|diagnostic| style.full(diagnostic, sources)).collect()
}

/// What writing to a closed pipe is called.
const BROKEN_PIPE: &str = "Broken pipe (os error 32)";

fn run(arguments: &Arguments) -> Result<Outcome> {
    let color = arguments.color;
    match &arguments.command {
        Command::Build(build) => commands::build::run(build, color),
        Command::Check(check) => commands::check::run(check, color),
        Command::Fmt(fmt) => commands::fmt::run(fmt, color),
        Command::Routes(routes) => commands::routes::run(routes, color),
        Command::Explain(explain) => commands::explain::run(&explain.word),
        Command::Rules => commands::rules::run(),
        Command::Init(init) => commands::init::run(init),
        Command::Completions { shell } => commands::shell::completions(*shell),
        Command::Man => commands::shell::man(),
        Command::Version => commands::shell::version(),
    }
}
