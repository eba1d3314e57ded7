//! The windows of a worker, laid over a week: between which numbers its pods are at every minute. In: a worker. Out:
//! stretches of the week with their limits, and what `cron` makes of them for KEDA and for CronJobs. Knows no rule and
//! no object.

mod cron;

pub use cron::{Change, Floor, changes, floors};

use super::Worker;
use super::scaling::Scaler;
use crate::language::keys;
use crate::language::value::Days;
use crate::model::{Settings, Slot, Window};

/// Minutes of a day.
pub const DAY: u32 = 24 * 60;
/// Minutes of a week, which begins on Monday at midnight. After its last minute it begins again.
pub const WEEK: u32 = 7 * DAY;

/// The limits of a worker over the week.
#[derive(Debug)]
pub struct Week<'p> {
    /// What was laid.
    pub windows: &'p [Window<'p>],
    /// All of the week, in its order.
    pub stretches: Vec<Stretch>,
    /// Windows that say different things of the same minute, at most one for each window.
    pub clashes: Vec<Clash>,
}

/// A part of the week in which no window opens or ends.
#[derive(Debug, Clone, Copy)]
pub struct Stretch {
    /// When it is.
    pub run: Run,
    /// Fewest pods.
    pub min: Bound,
    /// Most pods.
    pub max: Bound,
}

/// A number of pods, and who says so.
#[derive(Debug, Clone, Copy)]
pub struct Bound {
    /// The number.
    pub pods: i64,
    /// The window, by its index; `None` where the scaler's own limit holds.
    pub window: Option<usize>,
}

/// Minutes of the week that follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The first.
    pub from: u32,
    /// The one after the last; beyond the end of the week where it goes on into the next.
    pub to: u32,
}

/// Two windows that say different things of the same minutes.
#[derive(Debug)]
pub struct Clash {
    /// The one that stands first, by its index.
    pub first: usize,
    /// The other.
    pub second: usize,
    /// When both are open.
    pub when: Vec<Run>,
}

impl Run {
    /// Its number of minutes.
    pub fn length(self) -> u32 {
        self.to - self.from
    }

    /// Whether a minute of the week lies in it.
    pub fn has(self, minute: u32) -> bool {
        (minute + WEEK - self.from) % WEEK < self.length()
    }

    /// Whether it shares a minute with another; both end with the week at the latest.
    pub fn touches(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

impl<'p> Week<'p> {
    /// The week of a worker that a scaler scales and that has windows. `None` also where the windows cannot be laid: two
    /// are in different zones, or one opens when it ends.
    pub fn of(worker: &Worker<'p>) -> Option<Self> {
        let windows = &worker.settings.windows;
        let ends_at_once = |window: &Window<'_>| window.hours.as_ref().is_some_and(|hours| never_ends(&hours.value));
        if windows.is_empty() || windows.iter().any(ends_at_once) || other_zone(worker.settings).is_some() {
            return None;
        }
        own_limits(worker).map(|limits| Self::lay(windows, limits))
    }

    /// Lays windows over the limits that hold without them. Where two disagree, the first holds.
    fn lay(windows: &'p [Window<'p>], (min, max): (i64, i64)) -> Self {
        let mut bounds = vec![0, WEEK];
        bounds.extend(windows.iter().flat_map(openings).flat_map(|open| [open.from, open.to]));
        bounds.sort_unstable();
        bounds.dedup();
        let own = |pods| Bound { pods, window: None };
        let stretch = |ends: &[u32]| Stretch { run: Run { from: ends[0], to: ends[1] }, min: own(min), max: own(max) };
        let mut week = Self { windows, stretches: bounds.windows(2).map(stretch).collect(), clashes: Vec::new() };
        for index in 0..windows.len() {
            week.open(index);
        }
        week
    }

    /// Puts what a window says on the stretches that it is open in.
    fn open(&mut self, index: usize) {
        let window = &self.windows[index];
        for open in openings(window) {
            let at = |minute: u32| self.stretches.partition_point(|stretch| stretch.run.from < minute);
            for at in at(open.from)..at(open.to) {
                let stretch = &mut self.stretches[at];
                let (min, max) = (stretch.min.take(&window.min, index), stretch.max.take(&window.max, index));
                let run = stretch.run;
                if let Some(first) = min.or(max) {
                    self.clash(first, index, run);
                }
            }
        }
    }

    /// Notes that two windows disagree. A window that disagrees with several is one mistake.
    fn clash(&mut self, first: usize, second: usize, run: Run) {
        match self.clashes.last_mut().filter(|last| last.second == second) {
            Some(last) if last.first == first => match last.when.last_mut() {
                Some(before) if before.to == run.from => before.to = run.to,
                _ => last.when.push(run),
            },
            Some(_) => {}
            None => self.clashes.push(Clash { first, second, when: vec![run] }),
        }
    }

    /// Fewest and most pods at any time.
    pub fn extremes(&self) -> (i64, i64) {
        let pods = |bound: fn(&Stretch) -> Bound| self.stretches.iter().map(move |stretch| bound(stretch).pods);
        (pods(|stretch| stretch.min).min().unwrap_or_default(), pods(|stretch| stretch.max).max().unwrap_or_default())
    }

    /// The longest runs of minutes for which something is the same, by their beginning.
    pub fn runs<T: PartialEq>(&self, what: impl Fn(&Stretch) -> T) -> Vec<(Run, T)> {
        let mut runs: Vec<(Run, T)> = Vec::new();
        for stretch in &self.stretches {
            let value = what(stretch);
            match runs.last_mut().filter(|(_, last)| *last == value) {
                Some((run, _)) => run.to = stretch.run.to,
                None => runs.push((stretch.run, value)),
            }
        }
        // The week goes on where it began.
        let goes_on = runs.len() > 1 && runs.first().map(|(_, first)| first) == runs.last().map(|(_, last)| last);
        if goes_on {
            let (first, _) = runs.remove(0);
            if let Some((last, _)) = runs.last_mut() {
                last.to = WEEK + first.to;
            }
        }
        runs
    }

    /// When something holds.
    pub fn times(&self, holds: impl Fn(&Stretch) -> bool) -> Vec<Run> {
        self.runs(holds).into_iter().filter(|(_, holds)| *holds).map(|(run, _)| run).collect()
    }

    /// Whether the scaler's own limit holds at some time.
    fn rests(&self, bound: fn(&Stretch) -> Bound) -> bool {
        self.stretches.iter().any(|stretch| bound(stretch).window.is_none())
    }
}

impl Bound {
    /// Takes what a window says, unless another window has said something already: that one, where it disagrees.
    fn take(&mut self, says: &Slot<i64>, index: usize) -> Option<usize> {
        let pods = says.as_ref()?.value;
        if self.window.is_none() {
            *self = Self { pods, window: Some(index) };
        }
        self.window.filter(|_| self.pods != pods)
    }
}

/// When a window is open. What reaches over the end of the week is two runs.
pub fn openings(window: &Window<'_>) -> Vec<Run> {
    let Some(hours) = window.hours.as_ref().map(|hours| hours.value) else { return Vec::new() };
    let days = window.days.as_ref().map_or(Days::ALL, |days| days.value);
    let mut open = Vec::new();
    for day in (0..7).filter(|day| days.has(*day as usize)) {
        let from = day * DAY + u32::from(hours.from);
        let next = if hours.to > hours.from { 0 } else { DAY };
        let to = day * DAY + next + u32::from(hours.to);
        open.push(Run { from, to: to.min(WEEK) });
        if to > WEEK {
            open.push(Run { from: 0, to: to - WEEK });
        }
    }
    open
}

/// Whether a window opens when it ends.
pub fn never_ends(hours: &crate::language::value::Hours) -> bool {
    hours.from == hours.to
}

/// The zone of a window.
pub fn zone<'w>(window: &'w Window<'_>) -> &'w str {
    window.tz.as_ref().map_or(keys::tz::DEFAULT, |tz| &tz.value)
}

/// The first window in another zone than the first.
pub fn other_zone<'p>(settings: &'p Settings<'p>) -> Option<&'p Window<'p>> {
    let (first, others) = settings.windows.split_first()?;
    others.iter().find(|other| zone(other) != zone(first))
}

/// The limits that the worker's scaler says itself.
fn own_limits(worker: &Worker<'_>) -> Option<(i64, i64)> {
    match worker.scaler() {
        Scaler::Fixed(_) => None,
        Scaler::Keda(keda) => Some((keda.min(), keda.max())),
        Scaler::Hpa(hpa) => Some((hpa.min(), hpa.max())),
    }
}

/// Fewest and most pods at any time of the week, where the scaler's own limits hold outside of windows.
pub(super) fn extremes(settings: &Settings<'_>, limits: (i64, i64)) -> (i64, i64) {
    if settings.windows.is_empty() { limits } else { Week::lay(&settings.windows, limits).extremes() }
}

/// The limits that the worker's scaler is declared with; of a worker without one, its number of pods twice.
///
/// - Of `keda` the fewest are the fewest of the week: cron triggers lift them. The most are those of the clause, or the
///   most of the week where windows cover all of it: CronJobs change them.
/// - Of `hpa` both are changed by CronJobs. The fewest are then those of the clause, or the fewest of the week.
pub fn declared(worker: &Worker<'_>) -> (i64, i64) {
    let windows = &worker.settings.windows;
    let own = own_limits(worker).filter(|_| !windows.is_empty());
    let Some((min, max)) = own else { return worker.replicas() };
    let week = Week::lay(windows, (min, max));
    let (lowest, highest) = week.extremes();
    let rests = matches!(worker.scaler(), Scaler::Hpa(_)) && week.rests(|stretch| stretch.min);
    (if rests { min } else { lowest }, if week.rests(|stretch| stretch.max) { max } else { highest })
}
