//! How messages speak of windows: what one says, when something is so, and the picture of a week.

use super::words::Sentence;
use crate::language::keys;
use crate::language::value::{Days, Hours};
use crate::model::{Slot, Window};
use crate::plan::week::{DAY, Run, openings};
use crate::source::Span;

/// The days as sentences name them.
const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The limits of a window as they are written.
pub(crate) fn says(window: &Window<'_>) -> String {
    limits(window.min.as_ref().map(|min| min.value), window.max.as_ref().map(|max| max.value))
}

/// Limits as they are written.
pub(crate) fn limits(min: Option<i64>, max: Option<i64>) -> String {
    let pair = |key: &str, pods: Option<i64>| pods.map(|pods| format!("{key}={pods}"));
    [pair(keys::min::KEY.name, min), pair(keys::max::KEY.name, max)].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Where a window says when it is open: its days, or its hours where it is open every day.
pub(crate) fn place(window: &Window<'_>) -> Span {
    let days = window.days.as_ref().map(|days| days.span);
    days.or(window.hours.as_ref().map(|hours| hours.span)).unwrap_or(window.opened.span)
}

/// The days that runs lie on: `on Saturday`, `from Monday to Friday`.
pub(crate) fn on_days(runs: &[Run]) -> String {
    let last = |run: &Run| (run.to - 1) / DAY;
    let on: Vec<usize> = (0..7)
        .filter(|day| runs.iter().any(|run| (run.from / DAY..=last(run)).any(|of| of % 7 == *day)))
        .map(|day| day as usize)
        .collect();
    match on[..] {
        [_, _, _, _, _, _, _] => "every day".to_owned(),
        [first, .., last] if on.len() > 2 && last - first + 1 == on.len() => {
            format!("from {} to {}", DAYS[first], DAYS[last])
        }
        _ => format!("on {}", on.into_iter().map(|day| DAYS[day].to_owned()).sentence()),
    }
}

/// Runs as a window would say them: `mon-fri 18:00-08:00`; one of more than a day as `fri 18:00 to mon 08:00`.
pub(crate) fn times(runs: &[Run]) -> String {
    let mut said: Vec<(Run, Days)> = Vec::new();
    for run in runs {
        let same = |(other, _): &&mut (Run, Days)| other.from % DAY == run.from % DAY && other.length() == run.length();
        let day = 1 << (run.from / DAY % 7);
        match said.iter_mut().find(same).filter(|_| run.length() <= DAY) {
            Some((_, days)) => days.0 |= day,
            None => said.push((*run, Days(day))),
        }
    }
    said.into_iter().map(|(run, days)| time(run, days)).sentence()
}

fn time(run: Run, days: Days) -> String {
    let clock = |minute: u32| u16::try_from(minute).unwrap_or_default();
    let (from, to) = (run.from % DAY, (run.to - 1) % DAY + 1);
    if run.length() <= DAY {
        // What ends with the day ends at 24:00.
        return format!("{days} {}", Hours { from: clock(from), to: clock(to) });
    }
    let to = run.to % DAY;
    let word = |minute: u32| Days::WORDS[(minute / DAY % 7) as usize];
    format!("{} {:02}:{:02} to {} {:02}:{:02}", word(run.from), from / 60, from % 60, word(run.to), to / 60, to % 60)
}

/// A week by the hour: a row for each day, or for several that look the same, and above them the hours. `fill` says how
/// the hour of a run looks.
pub(crate) fn picture(fill: impl Fn(Run) -> char) -> Vec<String> {
    let hour = |day: u32, hour: u32| Run { from: day * DAY + hour * 60, to: day * DAY + (hour + 1) * 60 };
    let row = |day: u32| (0..24).map(|of| fill(hour(day, of))).collect::<String>();
    let rows: Vec<(usize, String)> = (0..7).map(|day| (day as usize, row(day))).collect();
    let head = format!("{:8}{}", "", (0..=6).map(|hour| format!("{:02}", hour * 4)).collect::<Vec<_>>().join("  "));
    let days = rows.chunk_by(|(_, a), (_, b)| a == b).map(|same| {
        let days = same.iter().fold(0, |days, (day, _)| days | 1 << day);
        format!("{:8}{}", Days(days).to_string(), same[0].1)
    });
    std::iter::once(head).chain(days).collect()
}

/// The picture of two windows, on the days on which both are open.
pub(crate) fn picture_of_two(first: &Window<'_>, second: &Window<'_>) -> Vec<String> {
    let (first, second) = (openings(first), openings(second));
    let open = |of: &[Run], hour: Run| of.iter().any(|run| run.touches(hour));
    let mut lines = picture(|hour| match (open(&first, hour), open(&second, hour)) {
        (true, true) => BOTH,
        (true, false) => FIRST,
        (false, true) => SECOND,
        (false, false) => CLOSED,
    });
    lines.retain(|line| line.starts_with(' ') || line.contains([FIRST, SECOND, BOTH]));
    lines
}

/// An hour in which the window that stands first is open.
pub(crate) const FIRST: char = '█';
/// An hour in which the other window is open.
pub(crate) const SECOND: char = '▒';
/// An hour in which both are.
const BOTH: char = '▓';
/// An hour in which no window is open.
pub(crate) const CLOSED: char = '·';

/// What a slot says, and where; without it the default and the place of the scaler's word.
pub(crate) fn written(slot: &Slot<i64>, pods: i64, clause: Span) -> (Span, String) {
    match slot {
        Some(setting) => (setting.span, setting.value.to_string()),
        None => (clause, format!("{pods} (default)")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(day: u32, from: u32, to: u32) -> Run {
        Run { from: day * DAY + from * 60, to: day * DAY + to * 60 }
    }

    #[test]
    fn times_are_said_as_windows_say_them() {
        assert_eq!(
            times(&[hours(0, 18, 32), hours(1, 18, 32), hours(4, 18, 80)]),
            "mon-tue 18:00-08:00 and fri 18:00 to mon 08:00"
        );
        assert_eq!(times(&[hours(5, 0, 24), hours(6, 20, 26)]), "sat 00:00-24:00 and sun 20:00-02:00");
    }

    #[test]
    fn days_are_named() {
        assert_eq!(on_days(&[hours(5, 8, 18)]), "on Saturday");
        assert_eq!(on_days(&[hours(6, 20, 26), hours(2, 0, 1)]), "on Monday, Wednesday and Sunday");
        assert_eq!(on_days(&[hours(0, 8, 90)]), "from Monday to Thursday");
        assert_eq!(on_days(&[hours(0, 8, 168)]), "every day");
    }
}
