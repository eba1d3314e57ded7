//! The command of a worker: Tutor's, with what the file says in the place of what it overrides. In exec form, every
//! option as one `--option=value`, each once, and none that the worker's pool ignores (spec/celery/worker-options.yaml).

use std::fmt::{Display, Write};

use crate::catalog::{Obeys, WORKER_OPTIONS, option};
use crate::language::keys;
use crate::language::keys::loglevel::LogLevel;
use crate::language::keys::pool::Pool;
use crate::language::typed::Words;
use crate::language::value::Concurrency;
use crate::model::value_or;
use crate::plan::{Plan, Worker};

/// The arguments of a worker's container.
pub(in crate::emit) fn arguments(plan: &Plan<'_>, worker: &Worker<'_>) -> Vec<String> {
    let service = plan.model.service(worker.service);
    let settings = worker.settings;
    let mut arguments = Arguments { pool: worker.pool(), list: Vec::with_capacity(16) };
    let app = service.app.as_ref().map_or(service.catalog.app, |app| &app.value);
    arguments.list.extend(["celery".to_owned(), format!("--app={app}"), "worker".to_owned()]);
    arguments.option(option::LOGLEVEL, value_or(&settings.loglevel, LogLevel::Info).word());
    // Celery expands `%h` to the pod's name, so that every pod is a node of its own; it ends at any other `%x`.
    arguments.option(option::HOSTNAME, format_args!("{}@%h", worker.consumes[0].name.replace('%', "_")));
    arguments.option(option::QUEUES, Queues(worker));
    concurrency(worker, &mut arguments);
    arguments.slot(option::OPTIMIZATION, settings.optimization.as_ref().map(|optimization| optimization.value.word()));
    arguments.switch(option::DISABLE_PREFETCH, value_or(&settings.disable_prefetch, false));
    let tasks = value_or(&settings.max_tasks_per_child, keys::max_tasks_per_child::DEFAULT);
    arguments.option(option::MAX_TASKS_PER_CHILD, tasks);
    // Celery counts in KiB.
    let memory = settings.max_memory_per_child.as_ref().map(|memory| memory.value.0 / 1024);
    arguments.slot(option::MAX_MEMORY_PER_CHILD, memory);
    let prefetch = value_or(&settings.prefetch_multiplier, keys::prefetch_multiplier::DEFAULT);
    arguments.option(option::PREFETCH_MULTIPLIER, prefetch);
    arguments.slot(option::TIME_LIMIT, settings.time_limit.as_ref().map(|limit| limit.value.0));
    arguments.slot(option::SOFT_TIME_LIMIT, settings.soft_time_limit.as_ref().map(|limit| limit.value.0));
    arguments.switch(option::TASK_EVENTS, value_or(&settings.events, plan.is_watched()));
    arguments.list.extend(service.catalog.unmodelled.iter().map(ToString::to_string));
    if let Some(more) = &settings.args {
        arguments.list.extend(more.value.iter().map(|argument| argument.text.to_string()));
    }
    arguments.list
}

fn concurrency(worker: &Worker<'_>, arguments: &mut Arguments) {
    if worker.pool() != Pool::Prefork {
        arguments.option(option::POOL, worker.pool().word());
    }
    match worker.settings.concurrency.as_ref().map(|concurrency| concurrency.value) {
        Some(Concurrency::Fixed(number)) => arguments.option(option::CONCURRENCY, number),
        Some(Concurrency::Auto(min, max)) => arguments.option(option::AUTOSCALE, format_args!("{max},{min}")),
        None => {}
    }
}

struct Arguments {
    pool: Pool,
    list: Vec<String>,
}

impl Arguments {
    fn option(&mut self, index: usize, value: impl Display) {
        if self.is_honoured(index) {
            let name = WORKER_OPTIONS[index].name;
            // One allocation for nearly all: names of queues are shorter.
            let mut text = String::with_capacity(name.len() + 48);
            text.push_str(name);
            // A String takes everything.
            let _ = write!(text, "={value}");
            self.list.push(text);
        }
    }

    fn slot(&mut self, index: usize, value: Option<impl Display>) {
        if let Some(value) = value {
            self.option(index, value);
        }
    }

    fn switch(&mut self, index: usize, on: bool) {
        if on && self.is_honoured(index) {
            self.list.push(WORKER_OPTIONS[index].name.to_owned());
        }
    }

    fn is_honoured(&self, index: usize) -> bool {
        WORKER_OPTIONS[index].pools[self.pool as usize] == Obeys::Honoured
    }
}

/// The broker names of a worker's queues, in the order of the alphabet.
struct Queues<'a>(&'a Worker<'a>);

impl Display for Queues<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Some((own, others)) = self.0.consumes.split_first() else { return Ok(()) };
        let (before, after) = others.split_at(others.partition_point(|queue| queue.name < own.name));
        let names = before.iter().chain([own]).chain(after).map(|queue| &*queue.name);
        for (index, name) in names.enumerate() {
            if index > 0 {
                f.write_str(",")?;
            }
            f.write_str(name)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::RELEASES;

    #[test]
    fn the_defaults_are_those_of_tutor_in_every_release() {
        for service in RELEASES.iter().flat_map(|release| release.services) {
            let has = |argument: String| assert!(service.command.contains(&argument.as_str()), "{argument}");
            has(format!("--max-tasks-per-child={}", keys::max_tasks_per_child::DEFAULT));
            has(format!("--prefetch-multiplier={}", keys::prefetch_multiplier::DEFAULT));
            has(format!("--loglevel={}", LogLevel::Info.word()));
            has(format!("--app={}", service.app));
            assert_eq!(service.unmodelled, ["--without-gossip", "--without-mingle"]);
        }
    }
}
