//! The panels of the dashboard: each asks one thing, says what the answer is worth, and has its place.

use serde::Serialize;

use super::super::promql::{failed_and_ended, of_site, rate, replicas_of_scaler, waiting_by_keda};
use crate::model::Addon;
use crate::plan::Plan;
use crate::plan::scaling::Scaler;

/// A panel as Grafana reads it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Panel {
    id: usize,
    title: &'static str,
    description: &'static str,
    #[serde(rename = "type")]
    of: &'static str,
    datasource: Datasource,
    grid_pos: Place,
    field_config: FieldConfig,
    targets: Vec<Target>,
}

/// Where a panel reads.
#[derive(Serialize)]
pub(super) struct Datasource {
    #[serde(rename = "type")]
    pub(super) of: &'static str,
    pub(super) uid: &'static str,
}

/// Where a panel stands: the board is 24 wide.
#[derive(Serialize)]
struct Place {
    h: usize,
    w: usize,
    x: usize,
    y: usize,
}

#[derive(Serialize)]
struct FieldConfig {
    defaults: Defaults,
    overrides: [(); 0],
}

#[derive(Serialize)]
struct Defaults {
    unit: &'static str,
    #[serde(rename = "min")]
    least: u32,
}

/// A question to Prometheus.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Target {
    ref_id: String,
    expr: String,
    legend_format: String,
}

/// All panels for what a site has.
pub(super) fn panels(plan: &Plan<'_>) -> Vec<Panel> {
    let mut board = Board { plan, panels: Vec::new() };
    board.queues();
    board.scalers();
    match (plan.flower_metrics(), plan.model.exporter.as_deref()) {
        (Some(flower), _) => board.flower(flower),
        (None, Some(exporter)) => board.exporter(exporter),
        (None, None) => {}
    }
    board.ratios();
    board.panels
}

struct Board<'a, 'p> {
    plan: &'a Plan<'p>,
    panels: Vec<Panel>,
}

impl Board<'_, '_> {
    /// Adds a panel behind the last, two in a row.
    fn add(
        &mut self,
        title: &'static str,
        unit: &'static str,
        description: &'static str,
        questions: impl IntoIterator<Item = (String, String)>,
    ) {
        let number = self.panels.len();
        let targets: Vec<Target> = questions
            .into_iter()
            .enumerate()
            .map(|(index, (expr, legend_format))| Target { ref_id: format!("Q{index}"), expr, legend_format })
            .collect();
        if targets.is_empty() {
            return;
        }
        self.panels.push(Panel {
            id: number + 1,
            title,
            description,
            of: "timeseries",
            datasource: Datasource::CHOSEN,
            grid_pos: Place { h: 8, w: 12, x: 12 * (number % 2), y: 8 * (number / 2) },
            field_config: FieldConfig { defaults: Defaults { unit, least: 0 }, overrides: [] },
            targets,
        });
    }

    /// A metric of the site.
    fn metric(&self, metric: &str) -> String {
        of_site(self.plan, metric, &[])
    }

    fn queues(&mut self) {
        let plan = self.plan;
        let queues = || plan.workers.iter().flat_map(|worker| worker.consumes.iter().map(move |queue| (worker, queue)));
        if plan.model.exporter.is_some() {
            let length = self.metric("celery_queue_length");
            self.add("Waiting tasks", "short", EXPORTER_COUNTS, [(format!("sum({length})"), "all queues".to_owned())]);
            let by_queue = format!("max by (queue_name) ({length})");
            self.add("Waiting tasks by queue", "short", EXPORTER_COUNTS, [(by_queue, "{{queue_name}}".to_owned())]);
            let workers = format!("max by (queue_name) ({})", self.metric("celery_active_worker_count"));
            self.add("Workers by queue", "short", CONSUMERS, [(workers, "{{queue_name}}".to_owned())]);
        }
        let read = queues()
            .filter(|(worker, _)| worker.settings.keda.is_some())
            .map(|(worker, queue)| (waiting_by_keda(plan, worker, &queue.name), queue.name.to_string()));
        self.add("Waiting tasks as KEDA reads them", "short", KEDA_COUNTS, read);
    }

    fn scalers(&mut self) {
        let plan = self.plan;
        let scaled = plan.workers.iter().filter(|worker| !matches!(worker.scaler(), Scaler::Fixed(_)));
        let questions = scaled.flat_map(|worker| {
            [("status_current", "pods"), ("spec_max", "at most")]
                .map(|(what, legend)| (replicas_of_scaler(plan, worker, what), format!("{} {legend}", worker.workload)))
        });
        self.add("Pods and their limits", "short", PODS, questions);
    }

    fn flower(&mut self, flower: &Addon<'_>) {
        let plan = self.plan;
        let events = |kind| of_site(plan, "flower_events_total", &[("type", "=", kind)]);
        let sent = format!("sum by (task) ({}) - sum by (task) ({})", events("task-sent"), events("task-received"));
        self.add("Sent and not yet received, by task", "short", SENT, [(sent, "{{task}}".to_owned())]);
        let online = self.metric("flower_worker_online");
        self.add("Worker status", "short", ONLINE, [(format!("{online} == 1"), "{{worker}}".to_owned())]);
        let executing = self.metric("flower_worker_number_of_currently_executing_tasks");
        self.add("Executing tasks", "short", EXECUTING, [(executing, "{{worker}}".to_owned())]);
        let runtime = |part| format!("sum by (task) ({})", rate(&self.metric(part), flower));
        let runtime = format!(
            "{} / {}",
            runtime("flower_task_runtime_seconds_sum"),
            runtime("flower_task_runtime_seconds_count")
        );
        self.add("Average runtime", "s", RUNTIME, [(runtime, "{{task}}".to_owned())]);
        let prefetch = format!("avg by (task) ({})", self.metric("flower_task_prefetch_time_seconds"));
        self.add("Prefetch time", "s", PREFETCH_TIME, [(prefetch, "{{task}}".to_owned())]);
        let prefetched = format!("sum by (worker) ({})", self.metric("flower_worker_prefetched_tasks"));
        self.add("Prefetched tasks", "short", PREFETCHED, [(prefetched, "{{worker}}".to_owned())]);
    }

    fn exporter(&mut self, exporter: &Addon<'_>) {
        let up = self.metric("celery_worker_up");
        self.add("Worker status", "short", ONLINE, [(format!("{up} == 1"), "{{hostname}}".to_owned())]);
        let active = self.metric("celery_worker_tasks_active");
        self.add("Executing tasks", "short", EXECUTING, [(active, "{{hostname}}".to_owned())]);
        let runtime = |part| format!("sum by (name) ({})", rate(&self.metric(part), exporter));
        let runtime = format!("{} / {}", runtime("celery_task_runtime_sum"), runtime("celery_task_runtime_count"));
        self.add("Average runtime", "s", RUNTIME, [(runtime, "{{name}}".to_owned())]);
    }

    fn ratios(&mut self) {
        let Some((failed, ended)) = failed_and_ended(self.plan) else { return };
        let failures = format!("{failed} / ({ended})");
        self.add("Success ratio", "percentunit", RATIOS, [(format!("1 - {failures}"), "succeeded".to_owned())]);
        self.add("Failure ratio", "percentunit", RATIOS, [(failures, "failed".to_owned())]);
    }
}

const EXPORTER_COUNTS: &str = "What celery-exporter counts in the broker. On Redis it sees a queue's first list alone: tasks \
    with a priority of 3 and more wait in others (danihodovic/celery-exporter#272).";
const KEDA_COUNTS: &str = "What KEDA scales by: all lists of a queue, those of its priorities too. What a worker has taken is \
    not counted.";
const CONSUMERS: &str = "Workers that answered within a second that they consume the queue. One with the pool solo does not \
    answer while it works.";
const PODS: &str = "Pods of each worker, and the most that its scaler may have, by kube-state-metrics.";
const SENT: &str = "Not the length of a queue, which Flower does not know: the events task-sent less task-received since \
    Flower started. What was sent before is missing, and so is all that is sent without the setting task_send_sent_event, \
    which is off unless somebody has set it.";
const ONLINE: &str = "Workers that have sent a heartbeat of late. Pods that were scaled away are left out.";
const EXECUTING: &str = "Tasks that each worker runs at this moment, by its last heartbeat.";
const RUNTIME: &str = "How long the tasks ran that succeeded, on average.";
const PREFETCH_TIME: &str = "How long tasks wait in a worker between its taking them from the queue and running them. Long \
    times mean that another worker could have run them: a lower prefetch_multiplier leaves them in the queue.";
const PREFETCHED: &str =
    "Tasks that a worker has taken and does not run yet. No scaler that counts what waits sees them.";
const RATIOS: &str = "Of the tasks that ended. A task that is retried has not ended.";
