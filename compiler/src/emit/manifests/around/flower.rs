//! `flower` → Deployment and Service, and what its clauses ask for.

use super::super::Writer;
use super::super::environment::referenced;
use super::pod::{Program, USER};
use super::volume::keep;
use super::{broker, ingress, service};
use crate::language::keys;
use crate::model::Addon;
use crate::plan::Plan;
use crate::plan::watching::FLOWER;

/// The port of Flower.
pub(in crate::emit) const PORT: i32 = 5555;
/// Where what it keeps is mounted.
const FOLDER: &str = "/var/lib/flower";
/// The label of what belongs to it.
const COMPONENT: &str = "flower";

/// Writes the objects of Flower.
pub(super) fn write(plan: &Plan<'_>, flower: &Addon<'_>, writer: &mut Writer<'_>) {
    let image = flower.image.as_ref().map_or(keys::image::FLOWER, |image| &image.value);
    let mut program = Program {
        name: FLOWER.to_owned(),
        component: COMPONENT,
        image: image.to_owned(),
        arguments: arguments(),
        serves: Some((PORT, "/healthcheck")),
        restarts: true,
        user: Some(USER),
        allow_privilege_escalation: Some(false),
        ..Program::default()
    };
    broker::give(&mut program, plan);
    if let Some(auth) = &flower.auth {
        program.environment.push(referenced("FLOWER_BASIC_AUTH", &auth.value));
    }
    if let Some(persistence) = &flower.persistence {
        program.arguments.extend(kept());
        keep(&mut program, Some(persistence), FOLDER, plan, writer);
    }
    program.write(plan, writer);
    service::write(plan, flower, (FLOWER, COMPONENT, PORT), writer);
    ingress::write(plan, flower, FLOWER, writer);
}

/// Options of Flower 2.0.1; it passes over those that it does not know, and says nothing. Each pod is a worker of its own
/// name, so those that have been gone for an hour leave the list.
fn arguments() -> Vec<String> {
    let port = format!("--port={PORT}");
    ["celery", "--config=celeryconfig", "flower", &port, "--purge_offline_workers=3600"].map(str::to_owned).to_vec()
}

/// Flower writes when it ends, and so every minute too: a pod that is killed would lose everything.
fn kept() -> [String; 3] {
    let db = format!("--db={FOLDER}/flower.db");
    ["--persistent=True".to_owned(), db, "--state_save_interval=60000".to_owned()]
}
