//! `qc import`: makes a site of what is there already, says what it could not say, and proves the site at once. Exits with 1
//! where something was left out or the site has an error.

use std::path::Path;

use celq::compile;
use celq::report::entry;
use celq::source::Sources;
use celq_import::finding::{Finding, Kind};
use celq_import::{File, Imported, import};
use serde_json::json;

use super::{print, print_json};
use crate::arguments::{Color, Import};
use crate::input::{find_imported, shown};
use crate::output::write_file;
use crate::report::{Counts, Reporter, outcome, plural, say, stderr_is_terminal};
use crate::{Failure, Outcome, Result};

/// The name under which messages show a site that is written to stdout.
const UNNAMED: &str = "site.celq";

/// Runs the command.
pub(crate) fn run(arguments: &Import, color: Color) -> Result<Outcome> {
    let output = arguments.output.as_deref().filter(|output| *output != Path::new("-"));
    if let Some(output) = output.filter(|output| !arguments.force && output.symlink_metadata().is_ok()) {
        return Err(Failure::Because(format!("{}: is there already; `--force` replaces it", shown(output))));
    }
    let inputs = find_imported(&arguments.paths)?;
    let mut texts = Vec::new();
    for input in &inputs {
        texts.push(input.bytes()?);
    }
    let files: Vec<File<'_>> =
        inputs.iter().zip(&texts).map(|(input, bytes)| File { name: &input.name, bytes }).collect();
    let imported = import(&files);
    let name = output.map_or_else(|| UNNAMED.to_owned(), shown);
    let too_large = |_| Failure::Because(format!("{name}: the site would be larger than qc reads"));
    let site = Sources::single(&name, imported.text.clone().into_bytes()).map_err(too_large)?;
    if arguments.json {
        return document(&imported, &site, arguments);
    }
    match output {
        Some(output) => write_file(output, imported.text.as_bytes())?,
        None => print(&imported.text)?,
    }
    imported.findings.iter().for_each(say);
    report(&imported, &site, &name, arguments, color)
}

/// Says what is wrong with the site, and how it stands.
fn report(imported: &Imported, site: &Sources, name: &str, arguments: &Import, color: Color) -> Result<Outcome> {
    let reporting = &arguments.reporting;
    let mut stderr = std::io::stderr();
    let mut reporter = Reporter::new(&mut stderr, stderr_is_terminal(), reporting, color);
    let (said, status) = compile(site, reporting.options(), |compiled| (compiled.said, compiled.plan.status()));
    reporter.file(&said, site)?;
    reporter.finish()?;
    let (counts, left_out) = (Counts::of(&said), left_out(&imported.findings));
    if !reporting.quiet {
        let written = if arguments.output.is_some() { format!("{name} written · ") } else { String::new() };
        let missing = if left_out > 0 { format!(" · {} left out", plural(left_out, "thing")) } else { String::new() };
        say(format_args!("{written}{status} · {counts}{missing}"));
    }
    Ok(with_left_out(outcome(counts, reporting), left_out))
}

/// How many things the site does not say.
fn left_out(findings: &[Finding]) -> usize {
    findings.iter().filter(|finding| finding.kind == Kind::LeftOut).count()
}

/// What is left out is looked at before anybody builds.
fn with_left_out(outcome: Outcome, left_out: usize) -> Outcome {
    if left_out > 0 { outcome.max(Outcome::Faults) } else { outcome }
}

/// All of it for programs.
fn document(imported: &Imported, site: &Sources, arguments: &Import) -> Result<Outcome> {
    let finding = |finding: &Finding| {
        let Finding { file, line, path, kind, message } = finding;
        json!({ "file": file, "line": line, "path": path, "kind": kind.word(), "message": message })
    };
    compile(site, arguments.reporting.options(), |compiled| {
        let diagnostics: Vec<_> = compiled.said.diagnostics.iter().map(|one| entry(one, site)).collect();
        print_json(&json!({
            "version": 1,
            "site": imported.text,
            "findings": imported.findings.iter().map(finding).collect::<Vec<_>>(),
            "diagnostics": diagnostics,
        }))?;
        let outcome = outcome(Counts::of(&compiled.said), &arguments.reporting);
        Ok(with_left_out(outcome, left_out(&imported.findings)))
    })
}
