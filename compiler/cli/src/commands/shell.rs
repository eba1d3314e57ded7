//! `qc completions`, `qc man`, `qc version`: what packagers and shells ask for.

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::print;
use crate::arguments::Arguments;
use crate::{Outcome, Result};

/// Prints completions.
pub(crate) fn completions(shell: Shell) -> Result<Outcome> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "qc", &mut text);
    print(&String::from_utf8_lossy(&text)).map(|()| Outcome::Clean)
}

/// Prints the man page.
pub(crate) fn man() -> Result<Outcome> {
    let mut text = Vec::new();
    clap_mangen::Man::new(Arguments::command()).render(&mut text)?;
    print(&String::from_utf8_lossy(&text)).map(|()| Outcome::Clean)
}

/// Prints the version and the releases.
pub(crate) fn version() -> Result<Outcome> {
    let releases: Vec<&str> = celq::catalog::RELEASES.iter().map(|release| release.name).collect();
    print(&format!("qc {}\nOpen edX: {}\n", env!("CARGO_PKG_VERSION"), releases.join(", "))).map(|()| Outcome::Clean)
}
