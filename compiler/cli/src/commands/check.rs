//! `qc check`: proves files and says what is wrong with them.

use std::collections::BTreeMap;
use std::io::Write;

use celq::diagnostic::{Applicability, Diagnostic, Said, Severity};
use celq::language::suggest::nearest;
use celq::rules::{self, RULES};
use celq::source::Sources;
use celq::{compile, fix};

use serde_json::json;

use super::{print, stdout_is_terminal};
use crate::arguments::{Check, Color, Format};
use crate::input::{Input, sites};
use crate::output::write_file;
use crate::progress::Progress;
use crate::report::{Counts, Reporter, outcome, plural, say, stderr_is_terminal};
use crate::watch::watch;
use crate::{Failure, Outcome, Result};

/// Runs the command.
pub(crate) fn run(arguments: &Check, color: Color) -> Result<Outcome> {
    judge_options(arguments)?;
    if arguments.watch {
        return watch(&arguments.inputs, || check_all(arguments, color));
    }
    check_all(arguments, color)
}

/// Whether the options fit each other, and `--select` and `--ignore` name rules that can be chosen.
fn judge_options(arguments: &Check) -> Result<()> {
    if arguments.statistics && matches!(arguments.reporting.output_format, Format::Github | Format::Sarif) {
        return Err(Failure::Because("`--statistics` has no form for this `--output-format`; `json` has one".into()));
    }
    for name in arguments.select.iter().chain(&arguments.ignore) {
        if rules::find(name).is_none() {
            let near = nearest(name, RULES.iter().map(|rule| rule.name));
            let hint = near.map_or("`qc rules` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
            return Err(Failure::Because(format!("there is no rule `{name}`; {hint}")));
        }
    }
    let error = |name: &&String| rules::find(name).is_some_and(|rule| rule.severity == Severity::Error);
    match arguments.ignore.iter().find(error) {
        Some(name) => {
            Err(Failure::Because(format!("`{name}` is an error, which cannot be ignored: nothing would be emitted")))
        }
        None => Ok(()),
    }
}

fn check_all(arguments: &Check, color: Color) -> Result<Outcome> {
    let reporting = &arguments.reporting;
    let inputs = sites(&arguments.inputs)?;
    let mut progress = Progress::new(inputs.len(), reporting.quiet);
    // What comes from stdin goes, once it is fixed, to stdout: then nothing else may stand there.
    let text_on_stdout = arguments.fixes.least().is_some() && inputs.iter().any(|input| input.path.is_none());
    let (mut out, terminal): (Box<dyn Write>, bool) = if text_on_stdout {
        (Box::new(std::io::stderr()), stderr_is_terminal())
    } else {
        (Box::new(std::io::stdout().lock()), stdout_is_terminal())
    };
    let mut reporter = Reporter::new(&mut out, terminal, reporting, color);
    let mut failed = false;
    let (mut fixed, mut left) = (0, 0);
    let mut statuses = Vec::new();
    let mut statistics: BTreeMap<&'static str, (Severity, usize)> = BTreeMap::new();
    for input in &inputs {
        progress.file(&input.name);
        let checked = match check(input, arguments) {
            Ok(checked) => checked,
            Err(failure) => {
                let message = failure.sentence()?;
                progress.suspend(|| say(format_args!("error: {message}")));
                failed = true;
                continue;
            }
        };
        fixed += checked.fixed;
        left += unsafe_fixes(&checked.said);
        for diagnostic in &checked.said.diagnostics {
            statistics.entry(diagnostic.rule.name).or_insert((diagnostic.severity(), 0)).1 += 1;
        }
        if !arguments.statistics {
            progress.suspend(|| reporter.file(&checked.said, &checked.sources))?;
        }
        statuses.push((input.name.as_str(), checked.status, Counts::of(&checked.said)));
    }
    drop(progress);
    if arguments.statistics {
        drop(reporter);
        out.write_all(counted(&statistics, reporting.output_format).as_bytes())?;
        out.flush()?;
    } else {
        reporter.finish()?;
    }
    drop(out);
    let counts = statuses.iter().fold(Counts::default(), |sum, (_, _, counts)| sum + *counts);
    if !reporting.quiet {
        if arguments.fixes.least().is_some() {
            say_fixes(fixed, left);
        }
        summarize(&statuses, counts);
    }
    Ok(if failed { Outcome::Failed } else { outcome(counts, reporting) })
}

/// A file that was checked.
struct Checked {
    sources: Sources,
    said: Said,
    status: String,
    /// How many fixes were applied to it.
    fixed: usize,
}

/// After so many rounds fixes that call for each other are given up.
const ROUNDS: usize = 20;

fn check(input: &Input, arguments: &Check) -> Result<Checked> {
    let options = arguments.reporting.options();
    let mut sources = input.read()?;
    let mut fixed = 0;
    for _ in 0..ROUNDS {
        let file = &sources.files()[0];
        let (mut said, status) = compile(&sources, options, |compiled| (compiled.said, compiled.plan.status()));
        said.retain(|diagnostic| is_chosen(diagnostic, arguments));
        let least = arguments.fixes.least().filter(|_| file.invalid().is_empty());
        let changed = least.and_then(|least| fix::apply(file, &said.diagnostics, least));
        let Some((text, applied)) = changed else {
            match &input.path {
                None if arguments.fixes.least().is_some() => print(file.text())?,
                Some(path) if fixed > 0 => write_file(path, file.text().as_bytes())?,
                _ => {}
            }
            return Ok(Checked { sources, said, status, fixed });
        };
        fixed += applied;
        sources = input.sources(text.into_bytes())?;
    }
    Err(Failure::Because(format!("{}: its fixes undo each other; none was applied", input.name)))
}

fn is_chosen(diagnostic: &Diagnostic, arguments: &Check) -> bool {
    let named = |names: &[String]| names.iter().any(|name| name == diagnostic.rule.name);
    let error = diagnostic.severity() == Severity::Error;
    (error || arguments.select.is_empty() || named(&arguments.select)) && !named(&arguments.ignore)
}

/// How often each rule spoke, the most frequent first: as a table, or as one document for programs.
fn counted(statistics: &BTreeMap<&'static str, (Severity, usize)>, format: Format) -> String {
    let mut rows: Vec<_> = statistics.iter().collect();
    rows.sort_by_key(|(name, (_, count))| (std::cmp::Reverse(*count), **name));
    if format == Format::Json {
        let row = |(rule, (severity, count)): (&&str, &(Severity, usize))| json!({ "rule": rule, "severity": severity.to_string(), "occurrences": count });
        let rows: Vec<_> = rows.into_iter().map(row).collect();
        return format!("{}\n", json!({ "version": 1, "statistics": rows }));
    }
    let line = |(name, (severity, count)): (&&str, &(Severity, usize))| {
        format!("{count:>6}  {:<8} {name}\n", severity.to_string())
    };
    rows.into_iter().map(line).collect()
}

/// How many fixes are offered that only `--unsafe-fixes` applies.
fn unsafe_fixes(said: &Said) -> usize {
    let is_left = |diagnostic: &&Diagnostic| fix::first(diagnostic, Applicability::Unsafe).is_some();
    said.diagnostics.iter().filter(is_left).count()
}

/// Says how many fixes were applied, and how many others there are.
fn say_fixes(fixed: usize, left: usize) {
    let number = |count: usize| plural(count, "fix").replace("fixs", "fixes");
    match (fixed, left) {
        (0, 0) => {}
        (_, 0) => say(format_args!("applied {}", number(fixed))),
        (0, _) => say(format_args!("no safe fix; `--unsafe-fixes` applies {left}")),
        _ => say(format_args!("applied {}; `--unsafe-fixes` applies {left} more", number(fixed))),
    }
}

fn summarize(statuses: &[(&str, String, Counts)], counts: Counts) {
    match statuses {
        [(_, status, _)] => say(format_args!("{status} · {counts}")),
        [] => {}
        _ => {
            for (name, status, counts) in statuses {
                say(format_args!("{name}: {status} · {counts}"));
            }
            say(format_args!("{} checked · {counts}", plural(statuses.len(), "file")));
        }
    }
    let _ = std::io::stderr().flush();
}
