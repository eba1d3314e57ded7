//! Windows over two weeks, minute by minute: what a file says, read by a model of our own, against the cron triggers and
//! CronJobs that the compiler makes of it, read as KEDA and Kubernetes read them.

use celq::language::value::{Days, Hours};
use celq::plan::week::{Change, Floor, changes, declared, floors};
use celq::{Options, compile};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use tests::{rules_of, sources};

const DAY: u32 = 24 * 60;
const WEEK: u32 = 7 * DAY;

/// A window, as it is written.
#[derive(Debug, Clone)]
struct Window {
    days: u8,
    from: u32,
    to: u32,
    min: Option<i64>,
    max: Option<i64>,
}

impl Window {
    /// Whether it is open at a minute of the week: it may have opened on this day, or on the day before.
    fn is_open(&self, minute: u32) -> bool {
        let (day, clock) = (minute / DAY, minute % DAY);
        let opens_on = |day: u32| self.days & (1 << (day % 7)) != 0;
        if self.to > self.from {
            return opens_on(day) && (self.from..self.to).contains(&clock);
        }
        (opens_on(day) && clock >= self.from) || (opens_on(day + 6) && clock < self.to)
    }
}

impl std::fmt::Display for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let clock = |minute: u32| u16::try_from(minute).expect("minutes of a day");
        let hours = Hours { from: clock(self.from), to: clock(self.to) };
        write!(f, " window days={} hours={hours}", Days(self.days))?;
        self.min.map_or(Ok(()), |min| write!(f, " min={min}"))?;
        self.max.map_or(Ok(()), |max| write!(f, " max={max}"))
    }
}

fn window() -> impl Strategy<Value = Window> {
    // Times on few marks, so that windows touch, overlap and cover the week often enough.
    let from = prop_oneof![6 => (0..6u32).prop_map(|part| part * 240), 1 => 0..DAY];
    let to = prop_oneof![6 => (0..=6u32).prop_map(|part| part * 240), 1 => 0..=DAY];
    let days = prop_oneof![3 => 1..=127u8, 1 => Just(0x1f_u8), 1 => Just(0x60_u8), 1 => Just(0x7f_u8)];
    (days, from, to, option::of(1..4i64), option::of(4..7i64)).prop_map(|(days, from, to, min, max)| {
        let min = if max.is_none() { min.or(Some(2)) } else { min };
        Window { days, from, to, min, max }
    })
}

/// What the file says at each minute: fewest and most pods, or `None` where windows disagree.
fn said(windows: &[Window], own: (i64, i64), minute: u32) -> Option<(i64, i64)> {
    let open = || windows.iter().filter(|window| window.is_open(minute));
    let one = |all: Vec<i64>, own: i64| match all.split_first() {
        None => Some(own),
        Some((first, rest)) => rest.iter().all(|other| other == first).then_some(*first),
    };
    let min = one(open().filter_map(|window| window.min).collect(), own.0)?;
    Some((min, one(open().filter_map(|window| window.max).collect(), own.1)?))
}

/// Whether a text of cron names a minute of the week, which begins on Monday. Reads what robfig/cron reads, of which
/// there is less here: numbers, ranges and lists.
fn names(cron: &str, minute: u32) -> bool {
    let fields: Vec<&str> = cron.split(' ').collect();
    let [minutes, hours, "*", "*", days] = fields[..] else { panic!("{cron} has other fields") };
    let day = (minute / DAY + 1) % 7;
    let clock = (minute % 60, minute / 60 % 24);
    (minutes.parse() == Ok(clock.0)) && (hours.parse() == Ok(clock.1)) && (days == "*" || has_day(days, day))
}

fn has_day(days: &str, day: u32) -> bool {
    let number = |text: &str| text.parse::<u32>().ok().filter(|day| *day <= 6).expect("a day from 0 to 6");
    days.split(',').any(|part| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        assert!(number(first) <= number(last), "{days} goes over the end of the week");
        (number(first)..=number(last)).contains(&day)
    })
}

/// The minutes of two weeks that a text of cron names.
fn events(cron: &str) -> Vec<u32> {
    (0..2 * WEEK).filter(|minute| names(cron, minute % WEEK)).collect()
}

/// For each minute of the second of two weeks, whether KEDA has a trigger active: unless its next start comes before its
/// next end (`pkg/scalers/cron_scaler.go`).
fn active(floor: &Floor<'_>) -> Vec<bool> {
    let (starts, ends) = (events(&floor.start), events(&floor.end));
    let next = |all: &[u32], now: u32| {
        let at = all.partition_point(|event| *event <= now);
        all.get(at).copied().unwrap_or_else(|| all[0] + 2 * WEEK)
    };
    (0..WEEK).map(|now| next(&starts, now) >= next(&ends, now)).collect()
}

fn assert_alternates(floor: &Floor<'_>) {
    let mut events: Vec<(u32, bool)> = events(&floor.start).into_iter().map(|at| (at, true)).collect();
    events.extend(self::events(&floor.end).into_iter().map(|at| (at, false)));
    events.sort_unstable();
    assert!(
        !events.is_empty() && events.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 != pair[1].1),
        "{floor:?}"
    );
    assert_ne!(events.first().map(|event| event.1), events.last().map(|event| event.1), "{floor:?}");
    assert!(!floor.start.contains(',') && !floor.end.contains(','), "{floor:?}");
}

/// The limits that CronJobs have set by each minute of the week, where they set any.
fn set(changes: &[Change<'_>]) -> Vec<Option<(Option<i64>, i64)>> {
    let mut holds = None;
    let mut week = vec![None; WEEK as usize];
    for turn in 0..2 * WEEK {
        for change in changes.iter().filter(|change| names(&change.schedule, turn % WEEK)) {
            holds = Some((change.min, change.max));
        }
        week[(turn % WEEK) as usize] = holds;
    }
    week
}

/// What the compiler makes of a queue with windows.
struct Built {
    rules: Vec<&'static str>,
    declared: (i64, i64),
    floors: Vec<(Floor<'static>, Vec<bool>)>,
    set: Vec<Option<(Option<i64>, i64)>>,
    names: Vec<String>,
}

fn build(windows: &[Window], scaler: &str) -> Built {
    let windows: String = windows.iter().map(ToString::to_string).collect();
    let text = format!("queue lms.high concurrency=4 time_limit=10m resources cpu=1 {scaler}{windows}\n");
    let sources = sources("site.celq", text);
    compile(&sources, Options::default(), |compiled| {
        let worker =
            compiled.plan.workers.iter().find(|worker| worker.workload == "lms-worker-high").expect("declared");
        let changes = changes(worker);
        let floors = floors(worker).into_iter().map(|floor| {
            assert_alternates(&floor);
            let active = active(&floor);
            (Floor { timezone: "UTC", ..floor }, active)
        });
        Built {
            rules: rules_of(&compiled.said.diagnostics),
            declared: declared(worker),
            floors: floors.collect(),
            set: set(&changes),
            names: changes.iter().map(|change| change.name.clone()).collect(),
        }
    })
}

/// Whether the rules say what is wrong with windows, and nothing else: what they should say is counted here.
fn expected_rules(windows: &[Window], own: (i64, i64), own_min: bool) -> Vec<&'static str> {
    if windows.iter().any(|window| window.from == window.to) {
        return vec!["cron-never-alternates"];
    }
    let Some(said) = (0..WEEK).map(|minute| said(windows, own, minute)).collect::<Option<Vec<_>>>() else {
        return vec!["window-overlap"];
    };
    let any = |of: fn(&Window) -> bool, minute: u32| windows.iter().any(|window| of(window) && window.is_open(minute));
    let gap = (0..WEEK).any(|minute| !any(|window| window.min.is_some(), minute));
    let covered = (0..WEEK).all(|minute| any(|_| true, minute));
    match () {
        () if !own_min && gap && windows.iter().any(|window| window.min.is_some()) => vec!["window-gap-ambiguous"],
        () if covered && said.iter().all(|limits| *limits == said[0]) => vec!["cron-never-alternates"],
        () => Vec::new(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn triggers_and_cron_jobs_give_keda_the_limits_of_each_minute(windows in vec(window(), 1..4), own_min: bool) {
        let own = (i64::from(own_min), 4);
        let built = build(&windows, if own_min { "keda min=1 max=4" } else { "keda max=4" });
        let mut rules = built.rules.clone();
        rules.dedup();
        let expected = expected_rules(&windows, own, own_min);
        // What stands twice in the week is said once, with what else is wrong in it.
        prop_assert_eq!(rules, expected.clone());
        if expected.is_empty() {
            let lowest = (0..WEEK).filter_map(|minute| said(&windows, own, minute)).map(|said| said.0).min();
            prop_assert_eq!(Some(built.declared.0), lowest);
            for minute in 0..WEEK {
                let (min, max) = said(&windows, own, minute).expect("windows agree");
                let lifted = built.floors.iter().filter(|(_, active)| active[minute as usize]).map(|(floor, _)| floor.replicas);
                prop_assert_eq!(lifted.max().unwrap_or(built.declared.0), min, "minute {}", minute);
                prop_assert_eq!(built.set[minute as usize].unwrap_or((None, built.declared.1)), (None, max), "minute {}", minute);
            }
        }
    }

    #[test]
    fn cron_jobs_give_an_hpa_the_limits_of_each_minute(windows in vec(window(), 1..4)) {
        let built = build(&windows, "hpa min=1 max=4 cpu=70%");
        let expected = expected_rules(&windows, (1, 4), true);
        if expected.is_empty() {
            prop_assert!(built.floors.is_empty());
            let mut names = built.names.clone();
            names.sort();
            names.dedup();
            prop_assert_eq!(names.len(), built.names.len());
            for minute in 0..WEEK {
                let (min, max) = said(&windows, (1, 4), minute).expect("windows agree");
                let declared = (Some(built.declared.0), built.declared.1);
                prop_assert_eq!(built.set[minute as usize].unwrap_or(declared), (Some(min), max), "minute {}", minute);
            }
        }
    }
}

#[test]
fn days_of_the_same_hours_are_one_trigger() {
    let window =
        |days, from: u32, to: u32, min| Window { days, from: from * 60, to: to * 60, min: Some(min), max: None };
    let pairs = |windows: &[Window]| -> Vec<String> {
        let built = build(windows, "keda min=1 max=4");
        built.floors.iter().map(|(floor, _)| format!("{} / {} -> {}", floor.start, floor.end, floor.replicas)).collect()
    };
    assert_eq!(pairs(&[window(0x1f, 8, 18, 3)]), ["0 8 * * 1-5 / 0 18 * * 1-5 -> 3"]);
    assert_eq!(pairs(&[window(0x60, 0, 24, 3)]), ["0 0 * * 6 / 0 0 * * 1 -> 3"]);
    assert_eq!(pairs(&[window(0x7f, 22, 6, 3)]), ["0 22 * * * / 0 6 * * * -> 3"]);
    // Cron's week begins on Sunday, and a range cannot go over its end.
    let night = pairs(&[window(0x70, 22, 6, 3)]);
    assert_eq!(night, ["0 22 * * 0 / 0 6 * * 1 -> 3", "0 22 * * 5 / 0 6 * * 6 -> 3", "0 22 * * 6 / 0 6 * * 0 -> 3"]);
    // Where one number follows another, the lower one holds all the while.
    let steps = pairs(&[window(0x1f, 8, 18, 3), window(0x1f, 18, 22, 2)]);
    assert_eq!(steps, ["0 8 * * 1-5 / 0 22 * * 1-5 -> 2", "0 8 * * 1-5 / 0 18 * * 1-5 -> 3"]);
}
