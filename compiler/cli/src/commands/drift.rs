//! `qc drift`: says where a cluster, and what waits in the broker, differ from a file. Exits as `kubectl diff` does.

use std::path::Path;

use celq::report::drift::written::{markdown, text};
use celq::report::drift::{Cluster, Drift, Site};
use celq::{Options, compile};

use super::question::report_errors;
use super::{print, print_json};
use crate::arguments::{self, Changes, Color};
use crate::input::Input;
use crate::report::{plural, say};
use crate::{Failure, Outcome, Result, broker, cluster};

/// Runs the command.
pub(crate) fn run(arguments: &arguments::Drift, color: Color) -> Result<Outcome> {
    let of_stdin = |path: &&Path| path.as_os_str() == "-";
    let paths = arguments.cluster.iter().chain([&arguments.file]).map(std::path::PathBuf::as_path);
    if paths.filter(of_stdin).count() > 1 {
        return Err(Failure::Because("stdin can be read once: give the other by its name".to_owned()));
    }
    // A variable that is empty is one that is not set.
    let address = arguments.broker.as_deref().filter(|address| !address.is_empty());
    if address.is_none() && arguments.cluster.is_empty() {
        return Err(Failure::Because("say what to read: `--cluster DUMP`, `--broker URL` or both".to_owned()));
    }
    let sources = Input::asked(&arguments.file).read()?;
    let options = Options { today: Some(arguments.day.get()), ..Options::default() };
    compile(&sources, options, |compiled| {
        let proved = compiled.proved();
        report_errors(compiled.said, &sources, color)?;
        let Some(proved) = proved else {
            return Err(Failure::Because("a file with errors is compared with nothing".to_owned()));
        };
        let read = (!arguments.cluster.is_empty()).then(|| cluster::read(&arguments.cluster)).transpose()?;
        let there = read.map(|documents| Cluster::of(documents, proved.plan().namespace())).transpose();
        let there = there.map_err(|why| Failure::Because(format!("{}: {why}", names(arguments))))?;
        let waiting = address.map(|address| broker::read(address, proved.plan())).transpose()?;
        let site = Site::of(proved, &sources, &cluster::document);
        answer(&site.drift(there.as_ref(), waiting.as_ref()), arguments.format)
    })
}

fn names(arguments: &arguments::Drift) -> String {
    arguments.cluster.iter().map(|path| Input::asked(path).name).collect::<Vec<_>>().join(", ")
}

fn answer(drift: &Drift, format: Changes) -> Result<Outcome> {
    match format {
        Changes::Text => print(&text(drift))?,
        Changes::Markdown => print(&markdown(drift))?,
        Changes::Json => print_json(drift)?,
    }
    if drift.sections.is_empty() {
        say("nothing differs");
        return Ok(Outcome::Clean);
    }
    say(plural(drift.count(), "difference"));
    Ok(Outcome::Faults)
}
