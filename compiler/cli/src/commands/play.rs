//! `qc play`: serves the playground from the program itself, on loopback, and opens a file in it.

use super::print;
use crate::arguments::Play;
use crate::input::Input;
use crate::page::{Page, fragment};
use crate::report::say;
use crate::{Outcome, Result};

/// Runs the command, until it is stopped.
pub(crate) fn run(arguments: &Play) -> Result<Outcome> {
    let input = arguments.file.as_deref().map(Input::file);
    if let Some(input) = &input {
        // A file that is not there is said now, and not in the browser.
        input.read()?;
    }
    let page = Page::listen(arguments.port)?;
    let link = page.link(input.is_some());
    print(&format!("{link}\n"))?;
    say("the playground listens on this machine alone; Ctrl-C ends it");
    if arguments.open {
        opener::open_browser(&link).map_err(|error| crate::Failure::Because(format!("no browser: {error}")))?;
    }
    page.serve(|| input.as_ref().map_or_else(|| Ok(String::new()), |input| fragment(&input.read()?)));
    Ok(Outcome::Clean)
}
