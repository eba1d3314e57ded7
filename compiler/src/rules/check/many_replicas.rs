//! `many-replicas`: more pods than what the tasks depend on is likely to bear.

use crate::rules::prelude::*;

/// The rule.
pub const RULE: Rule = Rule::warning(
    "many-replicas",
    "more pods than what the tasks depend on is likely to bear",
    include_str!("../../../../spec/rules/many-replicas.md"),
)
.checked_by(check);

/// What operators of large Celery sites call asking for trouble, for the database and the search engine behind the tasks.
const MANY: i64 = 20;

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    for worker in plan.sound_workers() {
        let (fewest, most) = worker.replicas();
        if most <= MANY || fewest > most {
            continue;
        }
        let settings = worker.settings;
        let of_windows = settings.windows.iter().filter_map(|window| window.max.as_ref());
        let of_window = of_windows.clone().find(|max| max.value == most);
        let (span, written, key) = match (&settings.keda, &settings.replicas) {
            _ if let Some(max) = of_window => (max.span, "", keys::max::KEY.name),
            (Some(keda), _) => match &keda.max {
                Some(max) => (max.span, "", keys::max::KEY.name),
                None => (keda.opened.span, " (default)", keys::max::KEY.name),
            },
            (None, Some(replicas)) => (replicas.span, "", keys::replicas::KEY.name),
            (None, None) => continue,
        };
        let tasks = worker
            .fixed_concurrency()
            .map_or_else(String::new, |number| format!(", {} tasks at once", i64::from(number) * most));
        let grows = if settings.keda.is_some() { "may grow to" } else { "has" };
        let message = format!("`{}` {grows} {most} pods{tasks}", worker.workload);
        sink.push(
            Diagnostic::new(&RULE, message, span, format!("{key}={most}{written}"))
                .of(worker.about())
                .fact("each pod opens connections to the database, to Redis and to the search engine, which serve the site too")
                .help(format!("start with `{key}={MANY}` or fewer, and raise it while you watch the database")),
        );
    }
}
