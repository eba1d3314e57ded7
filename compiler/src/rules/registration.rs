//! What `task-not-registered` says beside its main sentences: what the file says of a task against where settings send it.

use super::check::task_not_registered;
use crate::plan::{Because, Way};
use crate::rules::prelude::*;

/// A task of which the file says that other services register it than the one to which the settings send it.
pub(super) fn against_settings(plan: &Plan<'_>, way: &Way<'_>) -> Option<Diagnostic> {
    let worker = &plan.workers[way.worker.filter(|_| !matches!(way.because, Because::Route(_)))?];
    let worker = Some(worker).filter(|worker| worker.service == way.service)?;
    let registered = plan.model.task(way.task)?.registered.as_ref()?;
    let (sender, here) = (title(plan.model, way.sender), title(plan.model, worker.service));
    let message = format!("no {here} worker knows `{}`", way.task);
    let queue = plan.broker_name(way.service, way.variant);
    let to = format!("{}.{}", plan.model.service(way.sender).name, plan.default_variant(way.sender));
    Some(
        Diagnostic::new(&task_not_registered::RULE, message, registered.span, format!("not registered in {here}"))
            .fact(format!("by its settings {sender} sends it to `{queue}`, which `{}` consumes", worker.workload))
            .fact("a worker rejects a task that it does not know: it is marked failed and lost")
            .help(format!("send it to a worker that knows it: `route {} -> {to}`", way.task)),
    )
}
