//! `many-replicas`: more pods than what the tasks depend on is likely to bear.

use crate::plan::scaling::Scaler;
use crate::rules::prelude::*;
use crate::rules::scaling;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "many-replicas",
    "more pods than what the tasks depend on is likely to bear",
    include_str!("../../../../spec/rules/many-replicas.md"),
)
.of_worker(check);

/// What operators of large Celery sites call asking for trouble, for the database and the search engine behind the tasks.
const MANY: i64 = 20;

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let (fewest, most) = worker.replicas();
    if most <= MANY || fewest > most {
        return;
    }
    let (span, said, grows, key) = match (worker.scaler(), &worker.settings.replicas) {
        (Scaler::Fixed(_), Some(replicas)) => {
            let key = keys::replicas::KEY.name;
            (replicas.span, format!("{key}={most}"), "has", key)
        }
        _ => match scaling::most(worker) {
            Some(bound) => (bound.span, bound.said, "may grow to", keys::max::KEY.name),
            None => return,
        },
    };
    let tasks = worker
        .fixed_concurrency()
        .map_or_else(String::new, |number| format!(", {} tasks at once", i64::from(number) * most));
    let message = format!("`{}` {grows} {most} pods{tasks}", worker.workload);
    let broker = plan.model.broker.kind.title();
    sink.push(
        Diagnostic::new(&RULE, message, span, said)
            .of(worker.about())
            .fact(format!("each pod opens connections to the database, to {broker} and to the search engine, which serve the site too"))
            .help(format!("start with `{key}={MANY}` or fewer, and raise it while you watch the database")),
    );
}
