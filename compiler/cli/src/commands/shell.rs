//! `qc completions`, `qc man`, `qc version`: what packagers and shells ask for.

use celq::language::suggest::nearest;
use clap::CommandFactory as _;
use clap_complete::Shell;

use super::print;
use crate::arguments::Arguments;
use crate::{Failure, Outcome, Result};

const CHANGELOG: &str = include_str!("../../../../CHANGELOG.md");

/// Prints completions.
pub(crate) fn completions(shell: Shell) -> Result<Outcome> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "qc", &mut text);
    print(&String::from_utf8_lossy(&text)).map(|()| Outcome::Clean)
}

/// Prints the man page of qc, or of a command.
pub(crate) fn man(command: Option<&str>) -> Result<Outcome> {
    // `help` has no page of its own, and is what the pages are.
    let mut qc = Arguments::command().disable_help_subcommand(true);
    qc.build();
    let page = match command {
        None => &qc,
        Some(name) => qc.find_subcommand(name).ok_or_else(|| unknown(name, &qc))?,
    };
    let mut text = Vec::new();
    // Without a date the roff that is written takes the source for one.
    let man = clap_mangen::Man::new(page.clone()).date(released()).source(concat!("qc ", env!("CARGO_PKG_VERSION")));
    man.render(&mut text)?;
    print(&String::from_utf8_lossy(&text)).map(|()| Outcome::Clean)
}

/// The day of the newest release.
fn released() -> &'static str {
    let mut releases = CHANGELOG.lines().filter_map(|line| line.strip_prefix("## [")?.split_once("] - "));
    releases.next().map_or("", |(_, day)| day)
}

fn unknown(name: &str, qc: &clap::Command) -> Failure {
    let known: Vec<&str> = qc.get_subcommands().map(clap::Command::get_name).collect();
    let near = nearest(name, known);
    let hint = near.map_or("`qc help` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
    Failure::Because(format!("there is no command `{name}`; {hint}"))
}

/// Prints the version and the releases.
pub(crate) fn version() -> Result<Outcome> {
    let releases: Vec<&str> = celq::catalog::RELEASES.iter().map(|release| release.name).collect();
    print(&format!("qc {}\nOpen edX: {}\n", env!("CARGO_PKG_VERSION"), releases.join(", "))).map(|()| Outcome::Clean)
}
