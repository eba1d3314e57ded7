//! `cron-never-alternates`: windows without a start and an end.

use crate::language::clauses::{hpa, keda};
use crate::model::Window;
use crate::plan::week::{Week, never_ends};
use crate::rules::prelude::*;
use crate::rules::weekly::{limits, says};

/// The rule.
pub static RULE: Rule = Rule::error(
    "cron-never-alternates",
    "windows without a start and an end",
    include_str!("../../../../spec/rules/cron-never-alternates.md"),
)
.of_worker(check);

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    for window in &worker.settings.windows {
        let Some(hours) = window.hours.as_ref().filter(|hours| never_ends(&hours.value)) else { continue };
        let from = hours.value.from;
        let message = format!("a window of `{}` ends when it opens", worker.workload);
        sink.push(
            Diagnostic::new(&RULE, message, hours.value_span(), format!("{:02}:{:02}, twice", from / 60, from % 60))
                .of(worker.about())
                .fact("KEDA refuses such a trigger, and it may be meant as a whole day or as none")
                .help(format!("a whole day is `{}=00:00-24:00`", keys::hours::KEY.name)),
        );
    }
    if let Some(diagnostic) = Week::of(worker).and_then(|week| always_open(worker, &week)) {
        sink.push(diagnostic);
    }
}

/// Windows that are open all week and always say the same.
fn always_open(worker: &Worker<'_>, week: &Week<'_>) -> Option<Diagnostic> {
    let open = week.stretches.iter().all(|stretch| stretch.min.window.or(stretch.max.window).is_some());
    if !open || !week.clashes.is_empty() || week.runs(|stretch| (stretch.min.pods, stretch.max.pods)).len() > 1 {
        return None;
    }
    let (first, others) = week.windows.split_first()?;
    let message = match others {
        [] => format!("the window of `{}` is always open", worker.workload),
        _ => format!("the windows of `{}` are always open", worker.workload),
    };
    let diagnostic = Diagnostic::new(&RULE, message, first.opened.span, says(first)).of(worker.about());
    let labelled = others.iter().fold(diagnostic, |so_far, other| so_far.and(other.opened.span, says(other)));
    let written = |bound: fn(&Window<'_>) -> Option<i64>| week.windows.iter().find_map(bound);
    let scaler = if worker.settings.keda.is_some() { keda::CLAUSE.word } else { hpa::CLAUSE.word };
    let limits = limits(
        written(|window| window.min.as_ref().map(|min| min.value)),
        written(|window| window.max.as_ref().map(|max| max.value)),
    );
    Some(
        labelled
            .fact("there is no start and no end, so cron has nothing to do and the scaler's own limits never hold")
            .help(format!("write `{limits}` at `{scaler}`, and no window")),
    )
}
