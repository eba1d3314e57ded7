//! `qc fmt`: brings files into their canonical form.

use std::io::Write as _;

use super::{print, unified_diff};
use crate::arguments::{Color, Fmt, Format, Reporting};
use crate::input::{Input, find};
use crate::output::write_file;
use crate::progress::Progress;
use crate::report::{Reporter, plural, say, stderr_is_terminal};
use crate::{Outcome, Result};

/// Runs the command.
pub(crate) fn run(arguments: &Fmt, color: Color) -> Result<Outcome> {
    let inputs = find(&arguments.inputs)?;
    let mut progress = Progress::new(inputs.len(), false);
    let mut worst = Outcome::Clean;
    let (mut changed, mut unchanged) = (0, 0);
    for input in &inputs {
        progress.file(&input.name);
        match format(input, arguments, color) {
            Ok(Formatted::Same) => unchanged += 1,
            Ok(Formatted::Changed) => changed += 1,
            Ok(Formatted::Unreadable) => worst = worst.max(Outcome::Faults),
            Err(failure) => {
                let message = failure.sentence()?;
                progress.suspend(|| say(format_args!("error: {message}")));
                worst = Outcome::Failed;
            }
        }
    }
    drop(progress);
    let dry = arguments.check || arguments.diff;
    if inputs.iter().any(|input| input.path.is_some()) {
        let verb = if dry { "would be reformatted" } else { "reformatted" };
        let already = plural(unchanged, "file");
        say(format_args!("{} {verb}, {already} already formatted", plural(changed, "file")));
    }
    let _ = std::io::stderr().flush();
    Ok(if dry && changed > 0 { worst.max(Outcome::Faults) } else { worst })
}

/// What became of a file.
enum Formatted {
    Same,
    Changed,
    Unreadable,
}

fn format(input: &Input, arguments: &Fmt, color: Color) -> Result<Formatted> {
    let sources = input.read()?;
    let file = &sources.files()[0];
    let text = match celq::format(file) {
        Ok(text) => text,
        Err(said) => {
            let reporting = Reporting {
                output_format: Format::Full,
                notes: false,
                deny_warnings: false,
                quiet: false,
                today: None,
            };
            let mut stderr = std::io::stderr();
            let mut reporter = Reporter::new(&mut stderr, stderr_is_terminal(), &reporting, color);
            reporter.file(&said, &sources)?;
            reporter.finish()?;
            return Ok(Formatted::Unreadable);
        }
    };
    let same = text == file.text();
    if arguments.diff && !same {
        print(&unified_diff(&input.name, file.text(), &text))?;
    } else if arguments.check && !same {
        say(format_args!("{}: not formatted", input.name));
    }
    match &input.path {
        _ if arguments.check || arguments.diff => {}
        None => print(&text)?,
        Some(path) if !same => write_file(path, text.as_bytes())?,
        Some(_) => {}
    }
    Ok(if same { Formatted::Same } else { Formatted::Changed })
}
