//! `unsafe-argument`: an argument of `celery worker` that undoes what the file says, or that the worker does not take.

use crate::catalog::{GLOBAL_OPTIONS, WORKER_OPTIONS, worker_option};
use crate::language::suggest::nearest;
use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::error(
    "unsafe-argument",
    "an argument of celery worker that undoes what the file says, or that the worker does not take",
    include_str!("../../../../spec/rules/unsafe-argument.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers() {
        let Some(args) = &worker.settings.args else { continue };
        let written = plan.model.service(worker.service).catalog.command;
        for argument in &args.value {
            if let Some((label, help)) = fault(&argument.text, written) {
                let message = format!("`{}` cannot be an argument of the worker", argument.text);
                sink.push(Diagnostic::new(&RULE, message, argument.span, label).help(help));
            }
        }
    }
}

/// What is wrong with an argument, and what to do.
fn fault(argument: &str, written: &[&str]) -> Option<(String, String)> {
    let (name, value) = argument.split_once('=').map_or((argument, None), |(name, value)| (name, Some(value)));
    let drop = || "leave it out".to_owned();
    if argument == "multi" {
        return Some(("an argument `multi` keeps Celery from patching for gevent and eventlet".into(), drop()));
    }
    if !argument.starts_with('-') {
        let help = "write an option and its value as one: `--include=module`".into();
        return Some(("a bare word is read as a setting, and the worker exits with 2".into(), help));
    }
    if GLOBAL_OPTIONS.contains(&name) {
        return Some(("an option of `celery`, not of `celery worker`: the worker exits with 2".into(), drop()));
    }
    let Some(option) = worker_option(name) else { return Some(unknown(name)) };
    if let Some(key) = option.key {
        return Some((format!("`{key}` writes this option; of two the last wins"), format!("say it with `{key}=`")));
    }
    if let Some(why) = option.never {
        return Some((why.to_owned(), drop()));
    }
    if written.iter().any(|argument| argument.split('=').next() == Some(option.name)) {
        return Some(("qc writes it already, as Tutor does".into(), drop()));
    }
    match (option.takes_value, value) {
        (true, None) => Some((format!("`{name}` needs a value"), format!("write `{}=…` as one argument", option.name))),
        (false, Some(_)) => Some((format!("`{name}` takes no value"), format!("write `{}`", option.name))),
        _ => None,
    }
}

fn unknown(name: &str) -> (String, String) {
    // `-Pgevent`: a short option with its value glued on.
    let glued = name.char_indices().nth(2).map(|(end, _)| &name[..end]).and_then(worker_option);
    if let Some(option) = glued.filter(|_| !name.starts_with("--")) {
        let help = match option.key {
            Some(key) => format!("say it with `{key}=`"),
            None => format!("write `{}=…`", option.name),
        };
        return (
            format!("`{}` with its value glued on: Celery does not see it in time to patch for a pool", &name[..2]),
            help,
        );
    }
    let label = "`celery worker` has no such option and exits with 2".to_owned();
    match nearest(name, WORKER_OPTIONS.iter().map(|option| option.name)) {
        Some(near) => (label, format!("did you mean `{near}`?")),
        None => (label, "`celery worker --help` lists the options".to_owned()),
    }
}
