//! `window-overlap`: two windows that are open at once and disagree.

use crate::model::Window;
use crate::plan::week::{Week, other_zone, zone};
use crate::rules::prelude::*;
use crate::rules::weekly::{FIRST, SECOND, on_days, picture_of_two, place, says, times};

/// The rule.
pub static RULE: Rule = Rule::error(
    "window-overlap",
    "two windows that are open at once and disagree",
    include_str!("../../../../spec/rules/window-overlap.md"),
)
.of_worker(check);

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    if let Some(other) = other_zone(worker.settings) {
        sink.push(two_zones(worker, other));
        return;
    }
    let Some(week) = Week::of(worker) else { return };
    for clash in &week.clashes {
        let (first, second) = (&week.windows[clash.first], &week.windows[clash.second]);
        let message = format!("two windows of `{}` disagree {}", worker.workload, on_days(&clash.when));
        sink.push(
            Diagnostic::new(&RULE, message, place(second), format!("{SECOND} says {}", says(second)))
                .of(worker.about())
                .and(place(first), format!("{FIRST} says {}", says(first)))
                .fact(format!("both are open {}", times(&clash.when)))
                .picture(picture_of_two(first, second))
                .help("let one of them end where the other begins"),
        );
    }
}

/// Windows in two zones.
fn two_zones(worker: &Worker<'_>, other: &Window<'_>) -> Diagnostic {
    let key = keys::tz::KEY.name;
    let label = |window: &Window<'_>| match &window.tz {
        Some(tz) => (tz.span, tz.value.to_string()),
        None => (window.opened.span, format!("{} (default)", keys::tz::DEFAULT)),
    };
    let (span, text) = label(other);
    let message = format!("the windows of `{}` are in two time zones", worker.workload);
    let diagnostic = Diagnostic::new(&RULE, message, span, text).of(worker.about());
    let Some(first) = worker.settings.windows.first() else { return diagnostic };
    let (span, text) = label(first);
    let meant = if first.tz.is_some() { zone(first) } else { zone(other) };
    diagnostic
        .and(span, text)
        .fact("clocks go forward and back on other days in other zones, so where one ends and the next begins would change over the year")
        .help(format!("write `{key}={meant}` at each of them"))
}
