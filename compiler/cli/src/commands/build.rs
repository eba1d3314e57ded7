//! `qc build`: proves files and writes what they compile to. Stdout carries nothing but that; everything else goes to
//! stderr.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use celq::diagnostic::Said;
use celq::emit::{Target, compose, kustomize, manifests, settings};
use celq::source::Sources;
use celq::{Proved, compile};

use super::{print, print_bytes, unified_diff};
use crate::arguments::{Build, Color};
use crate::input::{Input, shown, sites};
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
    let inputs = sites(&arguments.inputs)?;
    let folders = folders(&inputs, arguments)?;
    let mut progress = Progress::new(inputs.len(), reporting.quiet);
    let mut stderr = std::io::stderr();
    let mut reporter = Reporter::new(&mut stderr, stderr_is_terminal(), reporting, color);
    let mut worst = Outcome::Clean;
    let mut outputs =
        Outputs { alone: inputs.len() == 1, written: Vec::new(), owners: BTreeMap::new(), settings: false };
    let mut read = 0;
    for (index, input) in inputs.iter().enumerate() {
        progress.file(&input.name);
        let report = |said: &Said, sources: &Sources| progress.suspend(|| reporter.file(said, sources));
        match build(input, folders.get(index).map(PathBuf::as_path), arguments, &mut outputs, report) {
            Ok(counts) => {
                read += 1;
                worst = worst.max(outcome(counts, reporting));
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
    // Of several files all are written, or none.
    let proved = worst == Outcome::Clean;
    if proved {
        worst = outputs.write(arguments)?;
    }
    if !reporting.quiet && (inputs.len() > 1 || counts != Counts::default()) {
        let done = if proved { "built" } else { "read, nothing written" };
        say(format_args!("{} {done} · {counts}", plural(read, "file")));
    }
    Ok(worst)
}

/// What files were built to, until it is known that all of them were.
struct Outputs {
    /// Whether there is one file, which then need not wait for others.
    alone: bool,
    written: Vec<Output>,
    /// The file of each namespace that is written to stdout.
    owners: BTreeMap<String, String>,
    /// Whether some file has settings that the manifests alone do not bring about.
    settings: bool,
}

enum Output {
    Stdout(Vec<u8>),
    Folder(Folder),
}

/// The folder of each file: that of `--output`, and in it, when there are several files, one named after each.
fn folders(inputs: &[Input], arguments: &Build) -> Result<Vec<PathBuf>> {
    let Some(output) = &arguments.output else {
        let name = arguments.target.name;
        return match arguments.target.separator {
            Some(_) => Ok(Vec::new()),
            None => Err(Failure::Because(format!("the target {name} is a folder: say which with `--output DIR`"))),
        };
    };
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
    outputs: &mut Outputs,
    mut report: impl FnMut(&Said, &Sources) -> Result<()>,
) -> Result<Counts> {
    let sources = input.read()?;
    let options = arguments.reporting.options();
    compile(&sources, options, |compiled| {
        report(&compiled.said, &sources)?;
        let counts = Counts::of(&compiled.said);
        let denied = outcome(counts, &arguments.reporting) != Outcome::Clean;
        let Some(proved) = compiled.proved().filter(|_| !denied) else { return Ok(counts) };
        let objects = [&manifests::TARGET, &kustomize::TARGET, &compose::TARGET]
            .iter()
            .any(|target| target.name == arguments.target.name);
        outputs.settings |= objects && settings::are_needed(proved);
        match folder {
            Some(folder) => outputs.written.push(Output::Folder(to_folder(proved, folder, arguments)?)),
            None => outputs.stream(input, proved, arguments.target)?,
        }
        Ok(counts)
    })
}

impl Outputs {
    fn stream(&mut self, input: &Input, proved: Proved<'_>, target: &Target) -> Result<()> {
        let namespace = proved.plan().namespace().to_owned();
        if let Some(other) = self.owners.insert(namespace.clone(), input.name.clone()).filter(|_| is_manifests(target))
        {
            let both = format!("{other} and {} are both for the namespace `{namespace}`", input.name);
            return Err(Failure::Because(format!("{both}: in one stream each would replace the other's workers")));
        }
        if self.alone {
            return Ok(stream(proved, target, &mut BufWriter::with_capacity(1 << 16, std::io::stdout().lock()))?);
        }
        let mut text = Vec::new();
        stream(proved, target, &mut text)?;
        self.written.push(Output::Stdout(text));
        Ok(())
    }

    /// Writes what has waited, and says what there is to say about it.
    fn write(self, arguments: &Build) -> Result<Outcome> {
        let mut differs = false;
        for output in &self.written {
            if let Output::Folder(folder) = output {
                folder.refuse_foreign_files()?;
            }
        }
        for output in self.written {
            match output {
                Output::Stdout(text) => print_bytes(&text)?,
                Output::Folder(folder) => differs |= finish(folder, arguments)?,
            }
        }
        if self.settings && !arguments.reporting.quiet {
            say("the routes and the broker's options belong into the Django settings: `qc build --target settings`");
        }
        Ok(if differs { Outcome::Faults } else { Outcome::Clean })
    }
}

/// Whether objects are written that a cluster takes.
fn is_manifests(target: &Target) -> bool {
    target.name == manifests::TARGET.name
}

fn stream(proved: Proved<'_>, target: &Target, out: &mut dyn Write) -> std::io::Result<()> {
    let separator = target.separator.unwrap_or_default();
    let mut written: std::io::Result<()> = Ok(());
    (target.write)(proved, &mut |document| {
        if written.is_ok() {
            written = out.write_all(separator.as_bytes()).and_then(|()| out.write_all(document.text.as_bytes()));
        }
    });
    written?;
    out.flush()
}

/// Puts a folder together; nothing of it is written yet.
fn to_folder(proved: Proved<'_>, path: &Path, arguments: &Build) -> Result<Folder> {
    let mut folder = Folder::open(path, arguments.check || arguments.diff)?;
    let mut added = Ok(());
    (arguments.target.write)(proved, &mut |document| {
        if added.is_ok() {
            added = folder.add(&document.file_name(), document.text);
        }
    });
    added?;
    if is_manifests(arguments.target) {
        let kustomization = manifests::kustomization(&folder.names().collect::<Vec<_>>());
        folder.add("kustomization.yaml", &kustomization)?;
    }
    Ok(folder)
}

/// Writes a folder, or says how it differs; gives whether it does.
fn finish(folder: Folder, arguments: &Build) -> Result<bool> {
    let (quiet, path) = (arguments.reporting.quiet, shown(folder.path()));
    if !(arguments.check || arguments.diff) {
        let (written, removed) = folder.commit()?;
        if !quiet {
            say(format_args!("{path}: {} written, {removed} removed", plural(written, "file")));
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
    } else if !changes.is_empty() && !quiet {
        let names = changes.written.iter().map(|(name, ..)| name).chain(changes.removed.iter().map(|(name, _)| name));
        let names: Vec<&str> = names.map(String::as_str).collect();
        say(format_args!("{path}: not up to date: {}", names.join(", ")));
    }
    Ok(!changes.is_empty())
}
