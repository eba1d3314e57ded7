//! `budget-unknown`: a ceiling that cannot be proved, because what a worker needs is not said.

use crate::plan::totals::{Resource, lines, sum};
use crate::rules::budgets::ceilings;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "budget-unknown",
    "a ceiling that cannot be proved, because what a worker needs is not said",
    include_str!("../../../../spec/rules/budget-unknown.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let Some(budget) = &plan.model.budget else { return };
    let lines = lines(plan);
    // What stands around the workers has no `resources`, and little of them.
    let workers = &lines[..plan.workers.len()];
    for (resource, ceiling) in ceilings(budget) {
        let (_, unknown) = sum(workers, |line| line.full(resource));
        if unknown.is_empty() {
            continue;
        }
        let (what, help) = match resource {
            Resource::Cpu => {
                ("how much processor time they request", format!("resources {}=500m", keys::cpu::KEY.name))
            }
            Resource::Memory => ("how much memory they request", format!("resources {}=1Gi", keys::memory::KEY.name)),
            _ => (
                "how many tasks they run at once, each with a connection of its own",
                format!("{}=4", keys::concurrency::KEY.name),
            ),
        };
        let names = unknown.iter().map(|name| (*name).to_owned()).sentence();
        let message = format!("this ceiling cannot be proved: nobody says what {names} need");
        sink.push(
            Diagnostic::new(&RULE, message, ceiling.span, format!("not said is {what}"))
                .help(format!("say it once for all: `defaults {help}`")),
        );
    }
}
