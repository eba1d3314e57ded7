//! `alerts` → a PrometheusRule: for each queue a warning and a critical alert about its backlog, and the alerts whose
//! clauses are there. What nothing measures has no rule here; `alert-never-fires` says so.

use std::collections::BTreeMap;

use super::super::Writer;
use super::monitoring::{Group, Object, Rule, Rules};
use super::promql::{
    errors_of_keda, failed_and_ended, of_site, replicas_of_scaler, waiting_by_exporter, waiting_by_keda,
};
use crate::language::keys;
use crate::language::value::{Percent, Seconds};
use crate::model::{Alerts, value_or};
use crate::plan::scaling::Scaler;
use crate::plan::watching::{Backlog, Meter};
use crate::plan::{Plan, Worker};

/// What the object is called.
const NAME: &str = "celery";
/// An alert that can wait until tomorrow.
const WARNING: &str = "warning";
/// An alert that cannot.
const CRITICAL: &str = "critical";

/// Writes the PrometheusRule.
pub(super) fn write(plan: &Plan<'_>, alerts: &Alerts, writer: &mut Writer<'_>) {
    let all = [
        ("celery-backlog", backlog(plan, alerts)),
        ("celery-consumers", no_consumer(plan, alerts)),
        ("celery-scalers", scaler_error(plan, alerts)),
        ("celery-limits", at_max(plan, alerts)),
        ("celery-failures", failure_ratio(plan, alerts).into_iter().collect()),
    ];
    let groups: Vec<Group> = all
        .into_iter()
        .filter(|(_, rules): &(_, Vec<Rule>)| !rules.is_empty())
        .map(|(name, rules)| Group { name, rules })
        .collect();
    if !groups.is_empty() {
        writer.write("PrometheusRule", NAME, &Object::new(plan, "PrometheusRule", (NAME, "alerts"), Rules { groups }));
    }
}

/// An alert with its labels; `about` are those that tell it from others of its name.
fn rule(
    plan: &Plan<'_>,
    (alert, severity): (&'static str, &str),
    expr: String,
    after: Seconds,
    about: &[(&'static str, &str)],
    [summary, description]: [String; 2],
) -> Rule {
    let mut labels = BTreeMap::from([("severity", severity.to_owned()), ("namespace", plan.namespace().to_owned())]);
    labels.extend(about.iter().map(|(label, value)| (*label, literal(value))));
    let annotations = BTreeMap::from([("summary", summary), ("description", description)]);
    Rule { alert, annotations, expr, r#for: after.to_string(), labels }
}

/// A text in which Prometheus finds no template.
fn literal(text: &str) -> String {
    text.replace("{{", "{{ \"{{\" }}")
}

fn of_queue<'a>(queue: &'a Backlog<'_>) -> [(&'static str, &'a str); 2] {
    [("queue_name", &queue.queue.name), ("deployment", &queue.worker.workload)]
}

fn backlog(plan: &Plan<'_>, alerts: &Alerts) -> Vec<Rule> {
    let mut rules = Vec::new();
    for queue in plan.backlogs(alerts) {
        let waiting = match plan.meter(queue.worker) {
            Some(Meter::Keda) => waiting_by_keda(plan, queue.worker, &queue.queue.name),
            Some(Meter::Exporter) => waiting_by_exporter(plan, &queue.queue.name),
            None => continue,
        };
        let sees = if sees_one_list(plan, queue.worker) {
            " Tasks with a priority are not counted: the exporter sees the queue's first list alone."
        } else {
            ""
        };
        let bands =
            [("CeleryQueueBacklog", WARNING, queue.warn), ("CeleryQueueBacklogCritical", CRITICAL, queue.critical)];
        for (alert, severity, above) in bands {
            let summary = "{{ $value }} tasks wait in {{ $labels.queue_name }}".to_owned();
            let after = queue.after;
            let description = format!(
                "More than {above} tasks have been waiting for {after}. They come faster than {{{{ $labels.deployment }}}} \
                 runs them, or it runs none.{sees}"
            );
            let expr = format!("{waiting} > {above}");
            rules.push(rule(plan, (alert, severity), expr, after, &of_queue(&queue), [summary, description]));
        }
    }
    rules
}

/// Whether what counts a worker's waiting tasks does not see those with a priority (danihodovic/celery-exporter#272).
fn sees_one_list(plan: &Plan<'_>, worker: &Worker<'_>) -> bool {
    let model = plan.model;
    let priorities = model.broker.priority_steps.is_some() || model.routes.iter().any(|route| route.priority.is_some());
    plan.meter(worker) == Some(Meter::Exporter) && model.broker.is_redis() && priorities
}

fn no_consumer(plan: &Plan<'_>, alerts: &Alerts) -> Vec<Rule> {
    let (Some(clause), Some(_)) = (&alerts.no_consumer, &plan.model.exporter) else { return Vec::new() };
    let after = alerts.after_of(clause);
    let mut rules = Vec::new();
    for worker in plan.workers.iter().filter(|worker| worker.answers_while_busy()) {
        // So many tasks start no pod, and are not forgotten.
        let strands = match worker.scaler() {
            Scaler::Keda(keda) if keda.min() == 0 => keda.activation(),
            _ => 0,
        };
        for queue in &worker.consumes {
            let waiting = waiting_by_exporter(plan, &queue.name);
            let workers = of_site(plan, "celery_active_worker_count", &[("queue_name", "=", &queue.name)]);
            let expr = format!("{waiting} > {strands} and max({workers}) == 0");
            let about = [("queue_name", &*queue.name), ("deployment", &*worker.workload)];
            let texts = [
                "{{ $value }} tasks wait in {{ $labels.queue_name }}, and nobody takes them".to_owned(),
                format!(
                    "For {after} no worker has said that it consumes the queue. See why {{{{ $labels.deployment }}}} has no \
                     pods, or none that is connected to the broker. The broker keeps every waiting task in memory."
                ),
            ];
            rules.push(rule(plan, ("CeleryQueueWithoutConsumer", CRITICAL), expr, after, &about, texts));
        }
    }
    rules
}

fn scaler_error(plan: &Plan<'_>, alerts: &Alerts) -> Vec<Rule> {
    let Some(clause) = &alerts.scaler_error else { return Vec::new() };
    let after = alerts.after_of(clause);
    let scaled = plan.workers.iter().filter(|worker| worker.settings.keda.is_some());
    let build = |worker: &Worker<'_>| {
        let expr = format!("{} > 0", errors_of_keda(plan, worker));
        let texts = [
            "KEDA cannot read the queues of {{ $labels.deployment }}".to_owned(),
            format!(
                "For {after} KEDA has failed to read what it scales {{{{ $labels.deployment }}}} by. The worker keeps the pods \
                 that it has; at zero none starts. Look at the ScaledObject's conditions and the log of KEDA's operator: \
                 credentials, host, database."
            ),
        ];
        rule(plan, ("CeleryScalerError", CRITICAL), expr, after, &[("deployment", &worker.workload)], texts)
    };
    scaled.map(build).collect()
}

fn at_max(plan: &Plan<'_>, alerts: &Alerts) -> Vec<Rule> {
    let Some(clause) = &alerts.at_max else { return Vec::new() };
    let after = alerts.after_of(clause);
    let mut rules = Vec::new();
    for worker in plan.workers.iter().filter(|worker| worker.can_grow()) {
        let replicas = |what| replicas_of_scaler(plan, worker, what);
        let expr = format!("{} >= {}", replicas("status_current"), replicas("spec_max"));
        let texts = [
            "{{ $labels.deployment }} has had its most pods, {{ $value }}, for long".to_owned(),
            format!(
                "For {after} its scaler has wanted at least as many pods as it may have. Tasks come faster than they all \
                 run, or wait for something that is slow: look at the database before you allow more."
            ),
        ];
        rules.push(rule(plan, ("CeleryWorkerAtMax", WARNING), expr, after, &[("deployment", &worker.workload)], texts));
    }
    rules
}

fn failure_ratio(plan: &Plan<'_>, alerts: &Alerts) -> Option<Rule> {
    let clause = alerts.failure_ratio.as_ref()?;
    let (failed, ended) = failed_and_ended(plan)?;
    let (Percent(above), after) = (value_or(&clause.above, Percent(keys::above::DEFAULT)), alerts.after_of(clause));
    // Where nothing ended the quotient is no number, and no number is above anything.
    let expr = format!("100 * {failed} / ({ended}) > {above}");
    let texts = [
        "{{ $value | printf \"%.0f\" }} % of the tasks fail".to_owned(),
        format!(
            "For {after} more than {above} % of the tasks that ended have failed. The dashboard shows which; the log of \
             their worker says why."
        ),
    ];
    Some(rule(plan, ("CeleryTasksFail", WARNING), expr, after, &[], texts))
}
