//! Which tasks may run twice: for each worker that acknowledges late, those of which nobody has said so.

use rustc_hash::FxHashMap;

use crate::model::{Setting, Task};
use crate::plan::{Plan, Worker};
use crate::resolve::is_glob;

/// Tasks, each with `idempotent=off` where the file says that.
type Tasks<'p> = Vec<(&'p str, Option<&'p Setting<bool>>)>;

/// A worker that acknowledges a task when it has ended.
pub(crate) struct Late<'a, 'p> {
    pub(crate) worker: &'a Worker<'p>,
    /// The tasks that reach it and are not declared idempotent.
    pub(crate) tasks: Tasks<'p>,
    /// Whether tasks reach it of which the file knows no name.
    pub(crate) unnamed: bool,
}

/// The workers that acknowledge a task when it has ended, and of some of whose tasks nobody has said that it may run twice.
pub(crate) fn not_idempotent<'a, 'p>(plan: &'a Plan<'p>) -> Vec<Late<'a, 'p>> {
    if !plan.workers.iter().any(Worker::counts_in_flight) {
        return Vec::new();
    }
    let facts: FxHashMap<&str, &Task<'_>> = plan.model.tasks.iter().map(|task| (&*task.name, task)).collect();
    let mut reached: Vec<Tasks<'p>> = vec![Vec::new(); plan.workers.len()];
    // A pattern is no task: nobody can say anything of it.
    for way in plan.ways.iter().filter(|way| way.registered && !is_glob(way.task)) {
        let said = facts.get(way.task).and_then(|task| task.idempotent.as_ref());
        let Some(worker) = way.worker.filter(|_| said.is_none_or(|said| !said.value)) else { continue };
        let tasks = &mut reached[worker];
        if tasks.last().is_none_or(|(last, _)| *last != way.task) {
            tasks.push((way.task, said));
        }
    }
    let late = |worker: &Worker<'_>| worker.counts_in_flight() && plan.is_sound(worker);
    let workers = plan.workers.iter().zip(reached).filter(|(worker, _)| late(worker));
    let workers = workers.map(|(worker, tasks)| Late { worker, tasks, unnamed: plan.is_own_default(worker) });
    workers.filter(|late| late.unnamed || !late.tasks.is_empty()).collect()
}
