//! `qc init`: writes a commented starter file for a release.

use std::path::Path;

use celq::catalog::{self, RELEASES, Release};
use celq::language::suggest::nearest;
use celq::language::value::alternatives;

use super::print;
use crate::arguments::Init;
use crate::input::shown;
use crate::output::write_file;
use crate::report::say;
use crate::{Failure, Outcome, Result};

/// Runs the command.
pub(crate) fn run(arguments: &Init) -> Result<Outcome> {
    let release = match &arguments.release {
        None => catalog::newest(),
        Some(name) => catalog::release(name).ok_or_else(|| unknown(name))?,
    };
    let text = starter(release);
    if arguments.file == Path::new("-") {
        return print(&text).map(|()| Outcome::Clean);
    }
    if arguments.file.symlink_metadata().is_ok() {
        return Err(Failure::Because(format!("{}: is there already", shown(&arguments.file))));
    }
    write_file(&arguments.file, text.as_bytes())?;
    say(format_args!(
        "{0} written; `qc check {0}` proves it, `qc build {0}` writes its manifests",
        shown(&arguments.file)
    ));
    Ok(Outcome::Clean)
}

fn unknown(name: &str) -> Failure {
    let names = || RELEASES.iter().map(|release| release.name);
    let hint = nearest(name, names()).map_or_else(
        || format!("the releases are {}", alternatives(names())),
        |near| format!("did you mean `{near}`?"),
    );
    Failure::Because(format!("qc knows no release `{name}`; {hint}"))
}

/// A file that compiles without a word, and says in comments what can be added.
fn starter(release: &Release) -> String {
    format!(
        "\
# Celery workers of an Open edX site. `qc explain WORD` tells about any word here.
site openedx release={}

# Where Tutor's Redis is. With a password: password=secret:NAME/KEY
broker redis host=redis port=6379 db=0

# What all workers have in common.
defaults concurrency=2

# The default workers consume every queue that no other worker consumes, so nothing waits for ever.
queue lms.default keda min=1 max=6
queue cms.default keda min=1 max=4

# Heavy reports in a worker of their own, so that nothing waits behind them.
queue lms.high_mem concurrency=1
  keda min=1 max=3
  resources memory=1Gi..2Gi

# A route sends a task to a queue, from every service that sends it.
route lms.djangoapps.grades.tasks.compute_all_grades_for_course -> lms.high_mem
",
        release.name
    )
}
