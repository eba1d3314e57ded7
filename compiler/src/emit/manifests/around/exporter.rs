//! `exporter` → Deployment and Service of celery-exporter, and with `service_monitor` its ServiceMonitor.

use super::super::Writer;
use super::pod::{Program, USER};
use super::{broker, service};
use crate::language::keys;
use crate::model::Addon;
use crate::plan::Plan;
use crate::plan::watching::EXPORTER;

/// The port of the exporter.
const PORT: i32 = 9808;
/// The label of what belongs to it.
const COMPONENT: &str = "exporter";

/// Writes the objects of the exporter.
pub(super) fn write(plan: &Plan<'_>, exporter: &Addon<'_>, writer: &mut Writer<'_>) {
    let image = exporter.image.as_ref().map_or(keys::image::EXPORTER, |image| &image.value);
    let mut program = Program {
        name: EXPORTER.to_owned(),
        component: COMPONENT,
        image: image.to_owned(),
        command: Some(vec!["python".to_owned(), format!("{}/exporter.py", broker::FOLDER)]),
        arguments: arguments(plan),
        serves: Some((PORT, "/health")),
        user: Some(USER),
        allow_privilege_escalation: Some(false),
        ..Program::default()
    };
    broker::give(&mut program, plan);
    program.write(plan, writer);
    service::write(plan, exporter, (EXPORTER, COMPONENT, PORT), writer);
}

/// All queues are named: one that no worker has consumed since the exporter started would have no length otherwise.
fn arguments(plan: &Plan<'_>) -> Vec<String> {
    let mut queues: Vec<&str> =
        plan.workers.iter().flat_map(|worker| &worker.consumes).map(|queue| &*queue.name).collect();
    queues.sort_unstable();
    queues.dedup();
    let port = format!("--port={PORT}");
    let mut arguments = vec![port, format!("--queues={}", queues.join(","))];
    arguments.extend(broker::exporter_options(plan));
    arguments
}
