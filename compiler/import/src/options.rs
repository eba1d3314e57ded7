//! The options of a worker's command → what `queue` says. The table of options is the catalog's; what it has no key for is
//! an argument as it is, and what no file may give is left out with the catalog's own reason.

use celq::catalog::{WORKER_OPTIONS, WorkerOption, option, worker_option};
use celq::language::value::{Bytes, Concurrency, Seconds, Value};
use celq::language::{Scope, key, keys};

use crate::command::{Command, Given};
use crate::draft::{Worker, say, text, texts};
use crate::finding::{Findings, Place};

/// Reads the options of a worker's command. `written` are those that qc gives every worker of the service.
pub(crate) fn read(command: Command, written: &[&str], worker: &mut Worker, place: &Place, findings: &mut Findings) {
    let mut command = command;
    queues(&mut command, worker, place, findings);
    hostname(&mut command, worker, place, findings);
    let mut arguments = Vec::new();
    for given in last_of_each(std::mem::take(&mut command.options)) {
        match worker_option(&given.name) {
            Some(option) => modelled(option, &given, written, worker, &mut arguments, place, findings),
            None => findings.left_out(place, format!("`{}` is no option of `celery worker`", given.argument())),
        }
    }
    if !arguments.is_empty() {
        say(&mut worker.said, (Scope::Queue, &keys::args::KEY), &texts(&arguments), place, findings);
    }
    for word in command.words {
        findings.left_out(place, format!("`{word}` is no option"));
    }
}

/// Of two `--queues` Celery takes the last.
fn queues(command: &mut Command, worker: &mut Worker, place: &Place, findings: &mut Findings) {
    let name = WORKER_OPTIONS[option::QUEUES].name;
    let given = command.options.iter().filter(|option| option.name == name);
    if let [first, .., last] = given.filter_map(|option| option.value.as_deref()).collect::<Vec<_>>()[..]
        && first != last
    {
        findings.note(place, format!("`{name}={first}` means nothing: Celery takes the last, `{name}={last}`"));
    }
    if let Some(queues) = command.take(name) {
        let names = queues.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        let mut names: Vec<String> = names.collect();
        let mut seen = rustc_hash::FxHashSet::default();
        names.retain(|name| seen.insert(name.clone()));
        worker.queues = Some(names).filter(|names| !names.is_empty());
    }
}

/// qc gives each worker a node name of its own; what stands there may say which queue is the worker's own.
fn hostname(command: &mut Command, worker: &mut Worker, place: &Place, findings: &mut Findings) {
    let Some(name) = command.take(WORKER_OPTIONS[option::HOSTNAME].name) else { return };
    if name.contains("%%h") {
        findings.note(place, "`%%h` in the node's name makes all pods one node; qc writes `%h`");
    }
    let queues = worker.queues.iter().flatten();
    // qc writes `QUEUE@%h`, with `_` for a percent sign; Tutor `QUEUE.%h`.
    let of = |queue: &&String| {
        let rest = name.strip_prefix(&queue.replace('%', "_"));
        rest.is_some_and(|rest| ["", "@%h", ".%h", ".%%h"].contains(&rest))
    };
    worker.own = queues.filter(of).max_by_key(|queue| queue.len()).cloned();
    if worker.own.is_none() && !name.contains("%%h") {
        findings.note(place, format!("`--hostname={name}`: qc gives each worker a node name of its own"));
    }
}

/// The last of the options of each name, in the order of the first.
fn last_of_each(options: Vec<Given>) -> Vec<Given> {
    let mut all: Vec<Given> = Vec::new();
    for given in options {
        match all.iter_mut().find(|there| there.name == given.name) {
            Some(there) => *there = given,
            None => all.push(given),
        }
    }
    all
}

fn modelled(
    option: &'static WorkerOption,
    given: &Given,
    written: &[&str],
    worker: &mut Worker,
    arguments: &mut Vec<String>,
    place: &Place,
    findings: &mut Findings,
) {
    let argument = given.argument();
    worker.celery = worker.celery.max(Some(option.since));
    if let Some(key) = option.key.and_then(key) {
        match value(option, given.value.as_deref()) {
            Some(value) => _ = say(&mut worker.said, (Scope::Queue, key), &value, place, findings),
            None => findings.left_out(place, format!("`{argument}`: `{}` takes no such value", key.name)),
        }
    } else if let Some(why) = option.never {
        findings.left_out(place, format!("`{argument}`: {why}"));
    } else if !written.contains(&option.name) {
        arguments.push(argument);
    }
}

/// The value of an option, in the words of the language.
pub(crate) fn value(option: &WorkerOption, given: Option<&str>) -> Option<Value<'static>> {
    let index = WORKER_OPTIONS.iter().position(|one| one.name == option.name)?;
    let number = || given?.parse::<i64>().ok();
    Some(match index {
        option::TASK_EVENTS | option::DISABLE_PREFETCH => given.is_none().then_some(Value::Switch(true))?,
        option::CONCURRENCY => Value::Concurrency(Concurrency::Fixed(u32::try_from(number()?).ok()?)),
        option::AUTOSCALE => {
            let (most, fewest) = given?.split_once(',').unwrap_or((given?, "0"));
            Value::Concurrency(Concurrency::Auto(fewest.trim().parse().ok()?, most.trim().parse().ok()?))
        }
        option::TIME_LIMIT | option::SOFT_TIME_LIMIT => {
            let seconds = given?.strip_suffix(".0").unwrap_or(given?);
            Value::Duration(Seconds(seconds.parse().ok()?))
        }
        option::MAX_MEMORY_PER_CHILD => Value::Memory(Bytes(given?.parse::<u64>().ok()?.checked_mul(1024)?)),
        option::PREFETCH_MULTIPLIER | option::MAX_TASKS_PER_CHILD => Value::Integer(number()?),
        option::POOL => text(if given? == "processes" { "prefork" } else { given? }),
        _ => text(given?.to_ascii_lowercase()),
    })
}
