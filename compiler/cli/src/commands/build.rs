//! `qc build`: proves files and writes what they compile to. Stdout carries nothing but that; everything else goes to
//! stderr.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use celq::diagnostic::Said;
use celq::emit::{Document, manifests, model, settings};
use celq::source::Sources;
use celq::{Options, Proved, compile};

use super::{print, unified_diff};
use crate::arguments::{Build, Color, Target};
use crate::input::{Input, find, shown};
use crate::output::Folder;
use crate::progress::Progress;
use crate::report::{Counts, Reporter, outcome, plural, say, stderr_is_terminal};
use crate::watch::watch;
use crate::{Failure, Outcome, Result};

/// Runs the command.
pub(crate) fn run(arguments: &Build, color: Color) -> Result<Outcome> {
    if arguments.watch {
        return watch(&arguments.inputs, || build_all(arguments, color));
    }
    build_all(arguments, color)
}

fn build_all(arguments: &Build, color: Color) -> Result<Outcome> {
    let reporting = &arguments.reporting;
    let inputs = find(&arguments.inputs)?;
    let folders = folders(&inputs, arguments)?;
    let mut progress = Progress::new(inputs.len(), reporting.quiet);
    let mut stderr = std::io::stderr();
    let mut reporter = Reporter::new(&mut stderr, stderr_is_terminal(), reporting, color);
    let mut worst = Outcome::Clean;
    let mut differs = false;
    for (index, input) in inputs.iter().enumerate() {
        progress.file(&input.name);
        let report = |said: &Said, sources: &Sources| progress.suspend(|| reporter.file(said, sources));
        match build(input, folders.get(index).map(PathBuf::as_path), arguments, report) {
            Ok(Built { counts, differs: one }) => {
                worst = worst.max(outcome(counts, reporting));
                differs |= one;
            }
            Err(failure) => {
                let message = failure.sentence()?;
                progress.suspend(|| say(format_args!("error: {message}")));
                worst = Outcome::Failed;
            }
        }
    }
    drop(progress);
    let counts = reporter.finish()?;
    if !reporting.quiet && (inputs.len() > 1 || counts != Counts::default()) {
        say(format_args!("{} built · {counts}", plural(inputs.len(), "file")));
    }
    Ok(if differs { worst.max(Outcome::Faults) } else { worst })
}

/// What became of a file.
struct Built {
    counts: Counts,
    /// Whether the folder is not what it should be.
    differs: bool,
}

/// The folder of each file: that of `--output`, and in it, when there are several files, one named after each.
fn folders(inputs: &[Input], arguments: &Build) -> Result<Vec<PathBuf>> {
    let Some(output) = &arguments.output else { return Ok(Vec::new()) };
    if inputs.len() == 1 {
        return Ok(vec![output.clone()]);
    }
    let mut owners: BTreeMap<PathBuf, &str> = BTreeMap::new();
    let folder = |input: &Input| {
        let stem = input.path.as_deref().and_then(Path::file_stem).unwrap_or("stdin".as_ref());
        output.join(stem)
    };
    for input in inputs {
        if let Some(other) = owners.insert(folder(input), &input.name) {
            let both = shown(&folder(input));
            return Err(Failure::Because(format!("{other} and {} would both be written to {both}", input.name)));
        }
    }
    Ok(inputs.iter().map(folder).collect())
}

fn build(
    input: &Input,
    folder: Option<&Path>,
    arguments: &Build,
    mut report: impl FnMut(&Said, &Sources) -> Result<()>,
) -> Result<Built> {
    let sources = input.read()?;
    let options = Options { every_note: arguments.reporting.notes };
    compile(&sources.files()[0], options, |compiled| {
        report(&compiled.said, &sources)?;
        let counts = Counts::of(&compiled.said);
        let denied = outcome(counts, &arguments.reporting) != Outcome::Clean;
        let Some(proved) = compiled.proved().filter(|_| !denied) else { return Ok(Built { counts, differs: false }) };
        let differs = match folder {
            None => to_stdout(proved, arguments.target).map(|()| false)?,
            Some(folder) => to_folder(proved, folder, arguments)?,
        };
        Ok(Built { counts, differs })
    })
}

fn emit(proved: Proved<'_>, target: Target, output: impl FnMut(&Document<'_>)) {
    match target {
        Target::Manifests => manifests::write(proved, output),
        Target::Settings => settings::write(proved, output),
        Target::Model => model::write(proved, output),
    }
}

fn to_stdout(proved: Proved<'_>, target: Target) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut written: std::io::Result<()> = Ok(());
    emit(proved, target, |document| {
        let head: &[u8] = if target == Target::Manifests { b"---\n" } else { b"" };
        let write = |out: &mut dyn Write| out.write_all(head).and_then(|()| out.write_all(document.text.as_bytes()));
        if written.is_ok() {
            written = write(&mut out);
        }
    });
    written?;
    Ok(out.flush()?)
}

/// Writes a folder, or says how it differs; gives whether it does.
fn to_folder(proved: Proved<'_>, path: &Path, arguments: &Build) -> Result<bool> {
    let dry = arguments.check || arguments.diff;
    let mut folder = Folder::open(path, dry)?;
    let mut added = Ok(());
    emit(proved, arguments.target, |document| {
        if added.is_ok() {
            added = folder.add(&document.file_name(), document.text);
        }
    });
    added?;
    if arguments.target == Target::Manifests {
        let kustomization = manifests::kustomization(&folder.names().collect::<Vec<_>>());
        folder.add("kustomization.yaml", &kustomization)?;
    }
    if !dry {
        let (written, removed) = folder.commit()?;
        if !arguments.reporting.quiet {
            say(format_args!("{}: {} written, {removed} removed", shown(path), plural(written, "file")));
        }
        return Ok(false);
    }
    let changes = folder.changes()?;
    if arguments.diff {
        for (name, before, after) in &changes.written {
            print(&unified_diff(name, before.as_deref().unwrap_or_default(), after))?;
        }
        for (name, before) in &changes.removed {
            print(&unified_diff(name, before, ""))?;
        }
    } else if !changes.is_empty() && !arguments.reporting.quiet {
        let names = changes.written.iter().map(|(name, ..)| name).chain(changes.removed.iter().map(|(name, _)| name));
        let names: Vec<&str> = names.map(String::as_str).collect();
        say(format_args!("{}: not up to date: {}", shown(path), names.join(", ")));
    }
    Ok(!changes.is_empty())
}
