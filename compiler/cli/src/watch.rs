//! `--watch`: runs a command again whenever a file that it reads changes.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{Event, RecursiveMode, Watcher as _};

use crate::arguments::Inputs;
use crate::report::say;
use crate::{Failure, Outcome, Result};

/// Editors write a file in several steps; a run waits until so long nothing has happened.
const SETTLED: Duration = Duration::from_millis(80);

/// Runs a command now and after every change, until the process is stopped.
pub(crate) fn watch(inputs: &Inputs, mut run: impl FnMut() -> Result<Outcome>) -> Result<Outcome> {
    let failed = |error: notify::Error| Failure::Because(error.to_string());
    let (send, changes) = channel();
    let mut watcher = notify::recommended_watcher(send).map_err(failed)?;
    for path in &inputs.paths {
        if path.as_os_str() == "-" {
            return Err(Failure::Because("stdin cannot be watched".into()));
        }
        let (folder, mode) = watched(path);
        watcher.watch(&folder, mode).map_err(failed)?;
    }
    loop {
        if let Err(failure) = run() {
            say(format_args!("error: {}", failure.sentence()?));
        }
        say("watching for changes; Ctrl-C ends");
        if !wait(&changes) {
            return Ok(Outcome::Clean);
        }
    }
}

/// Editors replace files, so the folder is watched and not the file.
fn watched(path: &Path) -> (PathBuf, RecursiveMode) {
    if path.is_dir() {
        return (path.to_owned(), RecursiveMode::Recursive);
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    (parent.to_owned(), RecursiveMode::NonRecursive)
}

/// Waits for a change of a `.celq` file and until it is over; false when nothing can change any more.
fn wait(changes: &Receiver<notify::Result<Event>>) -> bool {
    loop {
        let Ok(change) = changes.recv() else { return false };
        let celq = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "celq");
        if change.is_ok_and(|event| !event.kind.is_access() && event.paths.iter().any(celq)) {
            while changes.recv_timeout(SETTLED).is_ok() {}
            return true;
        }
    }
}
