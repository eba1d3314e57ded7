//! Arguments of `celery worker` that a file gives as they are: what is wrong with one, beside the table of measured facts.

use crate::catalog::{GLOBAL_OPTIONS, WORKER_OPTIONS, option, worker_option};
use crate::language::suggest::nearest;

/// Wherever it stands, Celery takes the command for `celery multi`.
pub(crate) const MULTI: &str = "multi";
const POOL: &str = WORKER_OPTIONS[option::POOL].name;

/// What is wrong with an argument, and what to do.
pub(crate) fn fault(argument: &str, written: &[&str]) -> Option<(String, String)> {
    let name = argument.split('=').next().unwrap_or_default();
    let drop = |label: &str| Some((label.to_owned(), "leave it out".to_owned()));
    if argument == MULTI {
        return drop("an argument `multi` keeps Celery from patching for gevent and eventlet");
    }
    if !argument.starts_with('-') {
        let help = "write an option and its value as one: `--include=module`".to_owned();
        let label = if argument.contains('=') {
            "a bare word is a setting of Celery's, which nothing here reckons with"
        } else {
            "a bare word is read as a setting, and the worker exits with 2"
        };
        return Some((label.to_owned(), help));
    }
    if matches!(name, "--help" | "--version") {
        return drop("Celery prints it and ends");
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
    // `-Pgevent`, `-EB`: a short option with something glued on.
    let glued = name.get(..2).and_then(worker_option).filter(|_| !name.starts_with("--"));
    if let Some(option) = glued {
        let label = match option.name {
            _ if !option.takes_value => "several options in one argument",
            POOL => "a value glued on: Celery does not see it in time to patch for a pool",
            _ => "a value glued on to an option",
        };
        let help = match (option.key, option.never) {
            (Some(key), _) if option.takes_value => format!("say it with `{key}=`"),
            (_, Some(_)) => "leave it out".to_owned(),
            _ if option.takes_value => format!("write `{}=…`", option.name),
            _ => "write each as an argument of its own".to_owned(),
        };
        return (label.to_owned(), help);
    }
    let near = nearest(name, WORKER_OPTIONS.iter().map(|option| option.name));
    let help = near.map_or("`celery worker --help` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
    ("`celery worker` has no such option and exits with 2".to_owned(), help)
}
