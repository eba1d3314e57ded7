//! `soft-limit-above-hard`: a task would be killed before it is told to stop.

use crate::catalog::option;
use crate::language::value::Seconds;
use crate::model::{Setting, Slot};
use crate::rules::lifetime::chain;
use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::error(
    "soft-limit-above-hard",
    "a task would be killed before it is told to stop",
    include_str!("../../../../spec/rules/soft-limit-above-hard.md"),
)
.checked_by(check);

const WHY: &str = "prefork arms the hard limit when the soft one fires, so the task is killed at the soft limit, without an exception";

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers() {
        let (soft, hard) = (&worker.settings.soft_time_limit, &worker.settings.time_limit);
        if !compare(soft, hard, sink) && worker.minds(option::SOFT_TIME_LIMIT) {
            let by_worker =
                |soft: &&Setting<Seconds>| worker.times.shortest_hard.is_some_and(|hard| hard.limit < soft.value);
            soft.iter().filter(by_worker).for_each(|soft| sink.push(mixed(plan, worker, soft, true)));
            let by_task =
                |hard: &&Setting<Seconds>| worker.times.longest_soft.is_some_and(|soft| soft.limit > hard.value);
            hard.iter().filter(by_task).for_each(|hard| sink.push(mixed(plan, worker, hard, false)));
        }
    }
    for task in &plan.model.tasks {
        compare(&task.soft_time_limit, &task.time_limit, sink);
    }
}

/// Each limit is the task's own where it has one, else the worker's: here one of each, and the soft one is longer.
fn mixed(plan: &Plan<'_>, worker: &Worker<'_>, limit: &Setting<Seconds>, soft: bool) -> Diagnostic {
    let other = if soft { worker.times.shortest_hard } else { worker.times.longest_soft };
    let (task, own, span) = other.map_or(("", limit.value, None), |other| (other.task, other.limit, other.span));
    let (key, kept) = if soft { (keys::soft_time_limit::KEY.name, own) } else { (keys::time_limit::KEY.name, own) };
    let (mine, its) = if soft { ("soft", "hard") } else { ("hard", "soft") };
    let dies = if soft { limit.value } else { own };
    let message =
        format!("`{}` is killed after {dies}, and never told to stop: its own {its} limit is {own}", short(task));
    let mut diagnostic =
        Diagnostic::new(&RULE, message, limit.span, format!("the {mine} limit of `{}`", worker.workload))
            .of(worker.about());
    if let Some(span) = span {
        diagnostic = diagnostic.and(span, format!("the task's own {its} limit"));
    }
    diagnostic.fact(WHY).fact(chain(plan, worker, Some(task))).help(if soft {
        format!(
            "give the task both: `task {task} {key}={}`, or none to the worker",
            Seconds(kept.0.saturating_mul(9) / 10)
        )
    } else {
        format!(
            "give the task both: `task {task} {key}={}`, or a longer one to the worker",
            Seconds(kept.0.saturating_add(60))
        )
    })
}

fn compare(soft: &Slot<Seconds>, hard: &Slot<Seconds>, sink: &mut Sink) -> bool {
    let (Some(soft), Some(hard)) = (soft, hard) else { return false };
    if soft.value > hard.value {
        let message = format!("a soft limit of {} does not come before the hard one of {}", soft.value, hard.value);
        sink.push(
            Diagnostic::new(&RULE, message, soft.span, "the soft limit")
                .and(hard.span, "the hard limit")
                .fact(WHY)
                .help(format!("a soft limit is at most the hard one, here {}, and leaves time to tidy up", hard.value)),
        );
        return true;
    }
    false
}
