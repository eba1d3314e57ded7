//! `broker-is-assumed`: something reads a Redis of which nobody has said that a service of one's own uses it.

use crate::language::statements;
use crate::model::Service;
use crate::plan::watching::{EXPORTER, FLOWER};
use crate::rules::prelude::*;

/// The rule.
pub static RULE: Rule = Rule::warning(
    "broker-is-assumed",
    "something reads a Redis of which nobody has said that a service of one's own uses it",
    include_str!("../../../../spec/rules/broker-is-assumed.md"),
)
.of_site(check);

fn check(plan: &Plan<'_>, sink: &mut Sink) {
    let Some((who, span)) = reader(plan).filter(|_| plan.model.broker.span.is_none()) else { return };
    let address = format!("{}:{}", plan.broker_address(), plan.broker_port());
    let (broker, db) = (statements::broker::STATEMENT.word, plan.broker_db());
    let own: Vec<String> =
        plan.model.services.iter().filter(|service| service.is_own()).map(|own| format!("`{}`", own.name)).collect();
    let uses = if own.len() == 1 { "uses it" } else { "use it" };
    let message = format!("{who} reads `{address}`, and nobody has said that {} {uses}", own.into_iter().sentence());
    sink.push(
        Diagnostic::new(&RULE, message, span, "reads the broker")
            .fact(format!("without a line `{broker}` qc takes a Redis called `{}`, database {db}, which is Tutor's; what the application's own settings say it does not see", plan.broker_host()))
            .help(format!("say where its queues are: `{broker} redis {}=…`; `{broker} redis` alone means this one", keys::host::KEY.name)),
    );
}

/// What asks the broker about queues of a service of one's own: its scaler, or else what watches a site without Tutor.
fn reader<'a>(plan: &'a Plan<'_>) -> Option<(String, Span)> {
    let model = plan.model;
    let mut scaled = plan.sound_workers().filter(|worker| model.service(worker.service).is_own());
    let opened = |worker: &'a Worker<'_>| Some((worker, worker.settings.keda.as_ref()?.opened.span));
    if let Some((worker, span)) = scaled.find_map(opened) {
        return Some((format!("the scaler of `{}`", worker.workload), span));
    }
    let watching = [(EXPORTER, &model.exporter), (FLOWER, &model.flower)];
    let alone = !model.services.is_empty() && model.services.iter().all(Service::is_own);
    let mut watching =
        watching.into_iter().filter_map(|(name, addon)| Some((format!("`{name}`"), addon.as_ref()?.span)));
    watching.next().filter(|_| alone)
}
