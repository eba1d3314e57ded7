//! What `queue` says in options of `celery worker`: the keys of a worker beside the table of measured facts.

use crate::catalog::{WORKER_OPTIONS, WorkerOption, option};
use crate::language::value::{Concurrency, Value};
use crate::language::{Access, Scope, entry};
use crate::model::{Setting, Settings};

/// An option that a worker's settings use, with the key that says so.
pub(crate) struct Used<'s> {
    /// The option.
    pub(crate) option: &'static WorkerOption,
    /// The key's name.
    pub(crate) key: &'static str,
    /// What it says.
    pub(crate) setting: Setting<Value<'s>>,
}

/// The options that settings use, of those that `wanted` picks.
pub(crate) fn used<'s>(
    settings: &'s Settings<'s>,
    wanted: impl Fn(&WorkerOption) -> bool,
) -> impl Iterator<Item = Used<'s>> {
    let wanted = WORKER_OPTIONS.iter().filter(move |option| wanted(option));
    wanted.filter_map(|option| {
        let key = option.key?;
        let Access::Queue(get, _) = entry(&[Scope::Queue], key)?.place.access else { return None };
        let setting = get(settings)?;
        is_used(option, &setting.value).then_some(Used { option, key, setting })
    })
}

/// One key stands for two options: a number is `--concurrency`, a range `--autoscale`. A switch that is off is no option.
fn is_used(of: &WorkerOption, value: &Value<'_>) -> bool {
    match value {
        Value::Switch(on) => *on,
        Value::Concurrency(concurrency) => {
            matches!(concurrency, Concurrency::Auto(..)) == (of.name == WORKER_OPTIONS[option::AUTOSCALE].name)
        }
        _ => true,
    }
}
