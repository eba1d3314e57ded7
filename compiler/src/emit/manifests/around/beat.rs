//! `beat` → a Deployment of one pod, and for a schedule in a file the volume that keeps it.

use super::super::{Writer, environment, volumes};
use super::pod::Program;
use super::volume::keep;
use crate::catalog;
use crate::language::keys::loglevel::LogLevel;
use crate::language::keys::schedule::Schedule;
use crate::language::typed::Words;
use crate::model::{Addon, value_or};
use crate::plan::Plan;

/// Where the volume is mounted.
const FOLDER: &str = "/var/lib/celery-beat";
/// django-celery-beat's scheduler, by its class: `-S` means another thing to a worker.
const DATABASE: &str = "--scheduler=django_celery_beat.schedulers:DatabaseScheduler";

/// Writes the objects of a beat.
pub(super) fn write(plan: &Plan<'_>, beat: &Addon<'_>, writer: &mut Writer<'_>) {
    let Some(id) = beat.service else { return };
    let service = plan.model.service(id);
    let common = if service.is_own() { &catalog::NO_RELEASE.worker } else { &plan.model.release.worker };
    let app = service.app.as_ref().map_or(service.catalog.app, |app| &app.value);
    let level = format!("--loglevel={}", LogLevel::Info.word());
    let mut program = Program {
        name: plan.beat_name(beat),
        component: "beat",
        image: plan.beat_image(beat).to_owned(),
        arguments: vec!["celery".to_owned(), format!("--app={app}"), "beat".to_owned(), level],
        environment: environment::of_service(plan, service),
        env_from: environment::from_objects(service),
        volumes: volumes::volumes(plan, id).unwrap_or_default(),
        mounts: volumes::mounts(plan, id).unwrap_or_default(),
        user: common.run_as_user,
        allow_privilege_escalation: common.allow_privilege_escalation,
        ..Program::default()
    };
    match value_or(&beat.schedule, Schedule::File) {
        Schedule::File => {
            program.arguments.push(format!("--schedule={FOLDER}/celerybeat-schedule"));
            keep(&mut program, beat.persistence.as_ref(), FOLDER, plan, writer);
        }
        Schedule::Database => program.arguments.push(DATABASE.to_owned()),
    }
    program.write(plan, writer);
}
