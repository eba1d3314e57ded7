//! `claim-expired`: a batch pool that is still reserved after its last day.

use crate::rules::claims::{claimed, free};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "claim-expired",
    "a batch pool that is still reserved after its last day",
    include_str!("../../../../spec/rules/claim-expired.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let Some(today) = plan.today else { return };
    let Some((claim, until)) = claimed(worker).filter(|(_, until)| until.value < today) else { return };
    let by = claim.by.as_ref().map_or("", |by| &by.value);
    let message = format!("`{}` was reserved until {}, and today is {today}", worker.workload, until.value);
    sink.push(
        Diagnostic::new(&RULE, message, until.span, format!("the claim of {by} has ended"))
            .fact("pods that nobody uses cost money, and who needs the pool cannot see that it is free")
            .help(format!(
                "write a later day with `{}=…`, or free the pool: {}",
                keys::until::KEY.name,
                free(plan, worker)
            )),
    );
}
