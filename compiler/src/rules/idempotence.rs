//! Which tasks may run twice: for each worker that acknowledges late, those of which nobody has said so.

use rustc_hash::FxHashMap;

use crate::model::{Setting, Task};
use crate::plan::{Plan, Worker};
use crate::resolve::is_glob;

/// Tasks, each with `idempotent=off` where the file says that.
pub(crate) type Tasks<'p> = Vec<(&'p str, Option<&'p Setting<bool>>)>;

/// The workers that acknowledge a task when it has ended, with the tasks that reach them and are not declared idempotent.
pub(crate) fn not_idempotent<'a, 'p>(plan: &'a Plan<'p>) -> Vec<(&'a Worker<'p>, Tasks<'p>)> {
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
    let workers = plan.workers.iter().zip(reached);
    workers.filter(|(worker, tasks)| late(worker) && !tasks.is_empty()).collect()
}
