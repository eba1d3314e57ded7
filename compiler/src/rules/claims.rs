//! Reservations of batch pools: what rules about them have in common.

use super::words::Sentence;
use crate::language::value::Date;
use crate::language::{clauses, keys};
use crate::model::{Claim, Opened, Setting};
use crate::plan::{Plan, Worker};

/// The reservation of a worker, with its last day.
pub(crate) fn claimed<'p>(worker: &Worker<'p>) -> Option<(&'p Claim<'p>, &'p Setting<Date>)> {
    let claim = worker.settings.claim.as_ref()?;
    Some((claim, claim.until.as_ref().filter(|_| claim.by.is_some())?))
}

/// Whole days from one day to another; negative when it has passed.
pub fn days_until(today: Date, day: Date) -> i32 {
    i32::try_from(today.duration_until(day).as_hours() / 24).unwrap_or(i32::MAX)
}

/// What to type so that nobody has a pool any more and the file says nothing else that needs a pod of it.
pub(crate) fn free(plan: &Plan<'_>, worker: &Worker<'_>) -> String {
    let claim = clauses::claim::CLAUSE.word;
    if worker.ways > 0 || plan.is_own_default(worker) {
        return format!("send its tasks to another queue first, then write `{claim}` alone");
    }
    let (settings, inherited) = (worker.settings, &plan.model.service(worker.service).defaults);
    let scaled = inherited.keda.is_some() || inherited.hpa.is_some() || inherited.replicas.is_some();
    let fixed = settings.replicas.filter(|_| !scaled);
    let opened = [
        (clauses::keda::CLAUSE.word, settings.keda.as_ref().map(|keda| keda.opened)),
        (clauses::hpa::CLAUSE.word, settings.hpa.as_ref().map(|hpa| hpa.opened)),
        (clauses::scale_up::CLAUSE.word, settings.scale_up.as_ref().map(|pace| pace.opened)),
        (clauses::scale_down::CLAUSE.word, settings.scale_down.as_ref().map(|pace| pace.opened)),
        (clauses::window::CLAUSE.word, settings.windows.first().map(|window| window.opened)),
        (keys::replicas::KEY.name, fixed.map(|it| Opened { span: it.span, inherited: it.inherited })),
    ];
    let own = opened.iter().filter(|(_, opened)| opened.is_some_and(|opened| !opened.inherited));
    let own = own.map(|(word, _)| format!("`{word}`")).sentence();
    let zero = if scaled { format!("{}=0 ", keys::replicas::KEY.name) } else { String::new() };
    let away = if own.is_empty() { String::new() } else { format!(" and take away {own}") };
    format!("write `{zero}{claim}` alone{away}")
}
