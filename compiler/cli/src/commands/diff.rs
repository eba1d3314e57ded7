//! `qc diff`: says what changes from one file to another, in words that an operator acts on. Either file may be one that Git
//! keeps. Exits as `kubectl diff` does.

use std::path::Path;

use celq::report::diff::written::{markdown, text};
use celq::report::diff::{Section, changes};
use celq::source::Sources;
use celq::{Options, compile};

use super::question::report_errors;
use super::{print, print_json};
use crate::arguments::{Changes, Color, Diff};
use crate::input::Input;
use crate::report::{plural, say};
use crate::{Failure, Outcome, Result};

/// Runs the command.
pub(crate) fn run(arguments: &Diff, color: Color) -> Result<Outcome> {
    let (old, new) = (read(&arguments.old)?, read(&arguments.new)?);
    let options = Options { today: Some(arguments.day.get()), ..Options::default() };
    compile(&old, options, |was| {
        compile(&new, options, |is| {
            let proved = was.proved().zip(is.proved());
            report_errors(was.said, &old, color)?;
            report_errors(is.said, &new, color)?;
            let Some((was, is)) = proved else {
                return Err(Failure::Because("files with errors cannot be compared".to_owned()));
            };
            answer(&changes(was, is), arguments.format)
        })
    })
}

fn read(path: &Path) -> Result<Sources> {
    let of_git = path.to_str().filter(|_| !path.exists()).and_then(|text| text.split_once(':'));
    match of_git {
        Some((revision, path)) => Input::of_git(revision, path),
        None => Input::asked(path).read(),
    }
}

fn answer(sections: &[Section], format: Changes) -> Result<Outcome> {
    match format {
        Changes::Text => print(&text(sections))?,
        Changes::Markdown => print(&markdown(sections))?,
        Changes::Json => print_json(&sections)?,
    }
    if sections.is_empty() {
        say("nothing changes");
        return Ok(Outcome::Clean);
    }
    say(plural(sections.iter().map(|section| section.changes.len()).sum(), "change"));
    Ok(Outcome::Faults)
}
