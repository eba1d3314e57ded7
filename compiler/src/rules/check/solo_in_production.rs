//! `solo-in-production`: a worker that runs one task at a time in its main process.

use crate::language::keys::pool::Pool;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "solo-in-production",
    "a worker that runs one task at a time in its main process",
    include_str!("../../../../spec/rules/solo-in-production.md"),
)
.of_worker(check);

fn check(_: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let Some(pool) = worker.settings.pool.as_ref().filter(|pool| pool.value == Pool::Solo) else { return };
    // One process, whatever number of them is written.
    let number = worker.settings.concurrency.as_ref().filter(|number| !number.inherited);
    let mut edits = vec![Edit { span: pool.value_span(), text: "prefork".to_owned() }];
    match number {
        Some(number) => edits.push(Edit { span: number.value_span(), text: "1".to_owned() }),
        None => edits[0].text += " concurrency=1",
    }
    sink.push(
        Diagnostic::new(&RULE, "a solo worker hears nothing while it works", pool.span, "meant for debugging")
            .fact("its main process runs the task: no limit stops it, `inspect` and `control` get no answer, and a crash of the task ends the pod")
            .help("for one task at a time use `pool=prefork concurrency=1`")
            .fix_all("use prefork", edits).unsafely(),
    );
}
