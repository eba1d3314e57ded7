//! A progress bar on stderr, for runs that take longer than one waits without wondering.

use std::io::IsTerminal as _;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run is long from here on.
const LONG: Duration = Duration::from_millis(800);

/// The progress of a run over some files.
pub(crate) struct Progress {
    started: Instant,
    bar: ProgressBar,
    shown: bool,
}

impl Progress {
    /// A bar that shows itself when the run turns out to be long, on a terminal, and not when it is to be quiet.
    pub(crate) fn new(files: usize, quiet: bool) -> Self {
        let visible = files > 1 && !quiet && std::io::stderr().is_terminal();
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        Self { started: Instant::now(), bar, shown: !visible }
    }

    /// Goes on to a file.
    pub(crate) fn file(&mut self, name: &str) {
        if !self.shown && self.started.elapsed() > LONG {
            self.shown = true;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_message(name.to_owned());
        self.bar.inc(1);
    }

    /// Takes the bar off the screen while something is written there.
    pub(crate) fn suspend<R>(&self, write: impl FnOnce() -> R) -> R {
        self.bar.suspend(write)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
