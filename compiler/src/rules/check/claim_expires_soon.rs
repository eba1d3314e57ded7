//! `claim-expires-soon`: a batch pool whose reservation ends within a week.

use crate::rules::claims::{claimed, days_until};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "claim-expires-soon",
    "a batch pool whose reservation ends within a week",
    include_str!("../../../../spec/rules/claim-expires-soon.md"),
)
.of_worker(check);

/// Days before the end on which it is said.
const SOON: i32 = 7;

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let Some(today) = plan.today else { return };
    let Some((claim, until)) = claimed(worker) else { return };
    let days = days_until(today, until.value);
    if !(0..=SOON).contains(&days) {
        return;
    }
    let by = claim.by.as_ref().map_or("", |by| &by.value);
    let left = match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    };
    let message = format!("the claim of {by} on `{}` ends {left}", worker.workload);
    sink.push(
        Diagnostic::new(&RULE, message, until.span, "from the day after, the file is refused")
            .help(format!("finish the work, or write a later day with `{}=…`", keys::until::KEY.name)),
    );
}
