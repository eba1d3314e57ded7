//! `window-gap-ambiguous`: hours outside of all windows for which nothing says how many pods there are.

use crate::language::clauses::{hpa, keda};
use crate::model::Slot;
use crate::plan::scaling::Scaler;
use crate::plan::week::{Bound, Run, Stretch, Week};
use crate::rules::prelude::*;
use crate::rules::weekly::{CLOSED, FIRST, limits, picture, times};

/// The rule.
pub static RULE: Rule = Rule::error(
    "window-gap-ambiguous",
    "hours outside of all windows for which nothing says how many pods there are",
    include_str!("../../../../spec/rules/window-gap-ambiguous.md"),
)
.of_worker(check);

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let Some(week) = Week::of(worker).filter(|week| week.clashes.is_empty()) else { return };
    let (word, clause, own, default) = match worker.scaler() {
        Scaler::Keda(keda) => (keda::CLAUSE.word, keda.opened.span, (&keda.min, &keda.max), (keda.min(), keda.max())),
        Scaler::Hpa(hpa) => (hpa::CLAUSE.word, hpa.opened.span, (&hpa.min, &hpa.max), (hpa.min(), hpa.max())),
        Scaler::Fixed(_) => return,
    };
    let (min, max) = (unsaid(&week, own.0, |stretch| stretch.min), unsaid(&week, own.1, |stretch| stretch.max));
    let defaults = limits((!min.is_empty()).then_some(default.0), (!max.is_empty()).then_some(default.1));
    // One of the two is enough to see where the gaps are.
    let (key, gaps) = if min.is_empty() { (keys::max::KEY.name, max) } else { (keys::min::KEY.name, min) };
    if !gaps.is_empty() {
        let fact = format!("no window says `{key}` {}", times(&gaps));
        sink.push(gap(worker, word, clause, &defaults).fact(fact).picture(draw(&gaps)));
    }
}

/// When a limit that windows change is said by no window, and not by the scaler.
fn unsaid(week: &Week<'_>, own: &Slot<i64>, bound: fn(&Stretch) -> Bound) -> Vec<Run> {
    let changes = own.is_none() && week.stretches.iter().any(|stretch| bound(stretch).window.is_some());
    if changes { week.times(|stretch| bound(stretch).window.is_none()) } else { Vec::new() }
}

fn gap(worker: &Worker<'_>, word: &str, clause: Span, defaults: &str) -> Diagnostic {
    let message = format!("nothing says how many pods `{}` has outside of its windows", worker.workload);
    Diagnostic::new(&RULE, message, clause, format!("{defaults} (default)"))
        .of(worker.about())
        .help(format!("write what holds then, as in `{word} {defaults}`"))
}

/// The week, with what is closed even for a part of an hour.
fn draw(gaps: &[Run]) -> Vec<String> {
    let closed = |hour: Run| gaps.iter().any(|gap| (hour.from..hour.to).any(|minute| gap.has(minute)));
    picture(|hour| if closed(hour) { CLOSED } else { FIRST })
}
