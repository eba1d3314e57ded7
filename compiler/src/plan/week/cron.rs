//! The week of a worker as cron writes it: for KEDA the hours with more pods at least, for CronJobs the minutes at which
//! limits change. Days are cron's, 0 to 6 from Sunday on.

use std::collections::BTreeMap;

use super::{DAY, Run, WEEK, Week, own_limits, zone};
use crate::language::keys;
use crate::plan::Worker;
use crate::plan::scaling::Scaler;

/// Hours of the week in which a worker has more pods at least than otherwise: a cron trigger of KEDA. Of several that
/// hold at once the highest counts. Starts and ends alternate, without which KEDA's rule gives other hours, and neither
/// has a comma, which makes an invalid name of a metric before KEDA 2.20 (kedacore/keda#7448).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Floor<'p> {
    /// When it begins, as cron writes it: `0 8 * * 1-5`.
    pub start: String,
    /// When it ends.
    pub end: String,
    /// The time zone of both.
    pub timezone: &'p str,
    /// Fewest pods meanwhile.
    pub replicas: i64,
}

/// A moment of the week at which other limits begin to hold that no trigger of KEDA can set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'p> {
    /// The name of the CronJob that sets them.
    pub name: String,
    /// When, as cron writes it: `0 8 * * 1-5`.
    pub schedule: String,
    /// The time zone of that.
    pub timezone: &'p str,
    /// Fewest pods from then on; `None` where KEDA's triggers see to them.
    pub min: Option<i64>,
    /// Most pods from then on.
    pub max: i64,
}

/// What lifts a worker with `keda` above the fewest pods of its week.
///
/// Where one number follows another without a gap, the lower one holds all the while: two triggers that touch let the
/// pods fluctuate (kedacore/keda#6665).
pub fn floors<'p>(worker: &Worker<'p>) -> Vec<Floor<'p>> {
    let (Scaler::Keda(keda), [first, ..]) = (worker.scaler(), &worker.settings.windows[..]) else { return Vec::new() };
    let week = Week::lay(&worker.settings.windows, (keda.min(), keda.max()));
    let (lowest, _) = week.extremes();
    let mut levels: Vec<i64> = week.stretches.iter().map(|stretch| stretch.min.pods).collect();
    levels.retain(|pods| *pods > lowest);
    levels.sort_unstable();
    levels.dedup();
    let mut floors = Vec::new();
    for replicas in levels {
        let mut runs = week.times(|stretch| stretch.min.pods >= replicas);
        // A run that a higher number holds all through needs no trigger for this one.
        let of_level =
            |run: &Run| week.stretches.iter().any(|stretch| stretch.min.pods == replicas && run.has(stretch.run.from));
        runs.retain(of_level);
        let pairs = pairs(&runs).into_iter();
        floors.extend(pairs.map(|(start, end)| Floor { start, end, timezone: zone(first), replicas }));
    }
    floors
}

/// What changes in a worker's week that KEDA's triggers cannot change: with `keda` the most pods, with `hpa` both limits.
pub fn changes<'p>(worker: &Worker<'p>) -> Vec<Change<'p>> {
    let (Some(limits), [first, ..]) = (own_limits(worker), &worker.settings.windows[..]) else { return Vec::new() };
    let by_trigger = matches!(worker.scaler(), Scaler::Keda(_));
    let week = Week::lay(&worker.settings.windows, limits);
    let runs = week.runs(|stretch| ((!by_trigger).then_some(stretch.min.pods), stretch.max.pods));
    let mut moments: BTreeMap<_, u8> = BTreeMap::new();
    // What holds all week is declared, and never changes.
    for (run, limits) in runs.into_iter().filter(|(run, _)| run.length() < WEEK) {
        *moments.entry((run.from % DAY, limits)).or_default() |= 1 << day(run.from);
    }
    let change = |((minute, (min, max)), days): ((u32, (Option<i64>, i64)), u8)| Change {
        name: name(&worker.workload, minute, min, max),
        schedule: at(minute, &listed(days)),
        timezone: zone(first),
        min,
        max,
    };
    moments.into_iter().map(change).collect()
}

/// The name of a CronJob: of one worker's none is at the same time and sets the same limits as another.
fn name(workload: &str, minute: u32, min: Option<i64>, max: i64) -> String {
    let sets = min.map_or_else(|| keys::max::KEY.name.to_owned(), |min| format!("{min}-to"));
    format!("{workload}-{:02}{:02}-{sets}-{max}", minute / 60, minute % 60)
}

/// Runs as starts and ends. Those of the same hours on days that follow one another are one pair.
fn pairs(runs: &[Run]) -> Vec<(String, String)> {
    let clock = |run: &Run| (run.from % DAY, run.length());
    let mut runs = runs.to_vec();
    runs.sort_unstable_by_key(|run| (clock(run), day(run.from)));
    let mut pairs = Vec::new();
    for same in runs.chunk_by(|a, b| clock(a) == clock(b)) {
        // On all seven days no range has to reach over the end of cron's week.
        let follows =
            |a: &Run, b: &Run| same.len() == 7 || (day(b.from) == day(a.from) + 1 && day(b.to) == day(a.to) + 1);
        for days in same.chunk_by(follows) {
            let ends = |end: fn(&Run) -> u32| match days {
                [first, .., last] if days.len() < 7 => at(end(first), &range(day(end(first)), day(end(last)))),
                [first, _, ..] => at(end(first), "*"),
                [only] => at(end(only), &day(end(only)).to_string()),
                [] => String::new(),
            };
            pairs.push((ends(|run| run.from), ends(|run| run.to)));
        }
    }
    pairs
}

/// The day of a minute as cron counts: the week of the plan begins on Monday, which is 1.
fn day(minute: u32) -> u32 {
    (minute / DAY + 1) % 7
}

fn range(first: u32, last: u32) -> String {
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

/// Days as cron lists them, of which bit 0 is Sunday.
fn listed(days: u8) -> String {
    let all: Vec<u32> = (0..7).filter(|day| days & (1 << day) != 0).collect();
    let runs = all.chunk_by(|a, b| a + 1 == *b);
    let runs: Vec<String> = runs.map(|run| range(run[0], run[run.len() - 1])).collect();
    if all.len() == 7 { "*".to_owned() } else { runs.join(",") }
}

/// A time of the day on some days.
fn at(minute: u32, days: &str) -> String {
    format!("{} {} * * {days}", minute % 60, minute / 60 % 24)
}
