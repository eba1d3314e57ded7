//! `unsafe-argument`: an argument of `celery worker` that undoes what the file says, or that the worker does not take.

use crate::catalog::worker_option;
use crate::rules::arguments::{MULTI, fault};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "unsafe-argument",
    "an argument that undoes what the file says, or that the worker does not take",
    include_str!("../../../../spec/rules/unsafe-argument.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let Some(args) = &worker.settings.args else { return };
    let written = plan.model.service(worker.service).catalog.command;
    // `-O fair` is one fault: the value behind an option that misses it is not looked at.
    let mut misses_value = false;
    for argument in &args.value {
        let value = misses_value && !argument.text.starts_with('-') && argument.text != MULTI;
        misses_value = worker_option(&argument.text).is_some_and(|option| option.takes_value);
        let Some((label, help)) = fault(&argument.text, written).filter(|_| !value) else { continue };
        let message = format!("`{}` cannot be an argument of the worker", argument.text);
        sink.push(Diagnostic::new(&RULE, message, argument.span, label).help(help));
    }
}
