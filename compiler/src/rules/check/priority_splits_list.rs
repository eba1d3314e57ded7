//! `priority-splits-list`: priorities on Redis, whose lists KEDA would have to read under names with control characters.

use crate::plan::scaling::Scaler;
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::error(
    "priority-splits-list",
    "priorities on Redis, in lists whose names have control characters",
    include_str!("../../../../spec/rules/priority-splits-list.md"),
)
.of_worker(check);

fn check(plan: &Plan<'_>, worker: &Worker<'_>, sink: &mut Sink) {
    let broker = &plan.model.broker;
    if broker.separator() != keys::separator::DEFAULT {
        return;
    }
    let key = keys::separator::KEY.name;
    let (Scaler::Keda(keda), Some(place)) = (worker.scaler(), plan.priorities(worker)) else { return };
    let lists = worker.consumes.len() * broker.steps().len();
    let message = format!("KEDA may not see the tasks of `{}` that have a priority", worker.workload);
    let mut diagnostic = Diagnostic::new(&RULE, message, place, "each priority is a list of its own in Redis")
        .of(worker.about())
        .and(keda.opened.span, format!("has to read {lists} lists"))
        .fact("kombu's own separator puts the control characters U+0006 and U+0016 into the names of these lists; that KEDA's metrics bear them is not known")
        .help(format!("choose another one, which qc uses everywhere: `broker redis {key}=\":\"`"));
    if let Some(statement) = broker.span {
        let end = Span::new(statement.end, statement.end);
        diagnostic = diagnostic.fix("separate by a colon", end, format!(" {key}=\":\"")).unsafely();
    }
    sink.push(diagnostic);
}
