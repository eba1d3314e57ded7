//! `unsafe-argument`: an argument of `celery worker` that undoes what the file says, or that the worker does not take.

use crate::catalog::{GLOBAL_OPTIONS, WORKER_OPTIONS, worker_option};
use crate::language::suggest::nearest;
use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::error(
    "unsafe-argument",
    "an argument that undoes what the file says, or that the worker does not take",
    include_str!("../../../../spec/rules/unsafe-argument.md"),
)
.checked_by(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers() {
        let Some(args) = &worker.settings.args else { continue };
        let written = plan.model.service(worker.service).catalog.command;
        for argument in &args.value {
            let Some((label, help)) = fault(&argument.text, written) else { continue };
            let message = format!("`{}` cannot be an argument of the worker", argument.text);
            sink.push(Diagnostic::new(&RULE, message, argument.span, label).help(help));
        }
    }
}

/// What is wrong with an argument, and what to do.
fn fault(argument: &str, written: &[&str]) -> Option<(String, String)> {
    let name = argument.split('=').next().unwrap_or_default();
    let drop = |label: &str| Some((label.to_owned(), "leave it out".to_owned()));
    if argument == "multi" {
        return drop("an argument `multi` keeps Celery from patching for gevent and eventlet");
    }
    if !argument.starts_with('-') {
        let help = "write an option and its value as one: `--include=module`".to_owned();
        return Some(("a bare word is read as a setting, and the worker exits with 2".to_owned(), help));
    }
    if GLOBAL_OPTIONS.contains(&name) {
        return drop("an option of `celery`, not of `celery worker`: the worker exits with 2");
    }
    let Some(option) = worker_option(name) else { return Some(unknown(name)) };
    match (option.key, option.never) {
        (Some(key), _) => {
            Some((format!("`{key}` writes this option; of two the last wins"), format!("say it with `{key}=`")))
        }
        (_, Some(why)) => drop(why),
        _ if written.iter().any(|other| other.split('=').next() == Some(option.name)) => {
            drop("qc writes it already, as Tutor does")
        }
        _ if option.takes_value == argument.contains('=') => None,
        _ if option.takes_value => {
            Some((format!("`{name}` needs a value"), format!("write `{}=…` as one argument", option.name)))
        }
        _ => Some((format!("`{name}` takes no value"), format!("write `{}`", option.name))),
    }
}

fn unknown(name: &str) -> (String, String) {
    // `-Pgevent`: a short option with its value glued on.
    let glued = name.get(..2).and_then(worker_option).filter(|_| !name.starts_with("--"));
    if let Some(option) = glued {
        let label = "a value glued on: Celery does not see it in time to patch for a pool".to_owned();
        return (label, option.key.map_or(format!("write `{}=…`", option.name), |key| format!("say it with `{key}=`")));
    }
    let near = nearest(name, WORKER_OPTIONS.iter().map(|option| option.name));
    let help = near.map_or("`celery worker --help` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
    ("`celery worker` has no such option and exits with 2".to_owned(), help)
}
