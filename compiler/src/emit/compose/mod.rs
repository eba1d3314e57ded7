//! Target `compose`: the workers as Compose services, for `tutor local` and for development. Compose scales nothing, so a
//! worker with a scaler has as many containers as the scaler leaves it at rest, and one at least. What stands around the
//! workers in a cluster is left out: it belongs to Prometheus and to the cluster's ways in.

mod service;

use std::collections::BTreeMap;

use serde::Serialize;

use super::origin::Origin;
use super::{Document, Target, What, yaml};
use crate::Proved;
use crate::model::ServiceId;
use crate::plan::{Plan, Worker};
pub(super) use service::Service;

/// The target.
pub static TARGET: Target = Target {
    name: "compose",
    summary: "Compose services of the workers, for `tutor local` and development",
    separator: Some(""),
    write: |proved, output| write(proved, output),
};

/// Where `tutor local` looks for what a site adds to its own files, beside them.
const OVER_TUTORS: &str = "docker-compose.prod.override.yml";
/// Where Compose itself looks.
const ALONE: &str = "compose.yaml";

/// A Compose file.
#[derive(Serialize)]
struct File {
    services: BTreeMap<String, Service>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    volumes: BTreeMap<String, Volume>,
}

/// A volume that Compose makes, of its own kind.
#[derive(Serialize)]
struct Volume {
    driver: &'static str,
}

/// Writes the file: what changes in Tutor's own workers, and the others whole.
pub fn write(proved: Proved<'_>, mut output: impl FnMut(&Document<'_>)) {
    let plan = proved.plan();
    let tutors = tutors(plan).into_iter().map(|(name, worker)| (name, Service::over_tutors(plan, worker)));
    let others = others(plan).map(|worker| (worker.workload.to_string(), Service::whole(plan, worker)));
    let file = File { services: tutors.chain(others).collect(), volumes: volumes(plan) };
    let mut text = String::new();
    // Strings and numbers can always be written.
    let _ = yaml::write(&mut text, &file);
    let name = if plan.model.release.services.is_empty() { ALONE } else { OVER_TUTORS };
    output(&Document { what: What::File(name), origin: Origin::site(plan.model), text: &text });
}

/// The workers that Tutor has itself, by Tutor's names: a file of Compose's cannot take a service out of another. Each does
/// what the worker of its service's default queue does, whatever that is called in the cluster.
pub(super) fn tutors<'a>(plan: &'a Plan<'a>) -> Vec<(String, &'a Worker<'a>)> {
    let consumer = |id: ServiceId| plan.consumer(id, plan.default_variant(id)).map(|index| &plan.workers[index]);
    plan.model.service_ids().zip(plan.tutors_workers()).filter_map(|(id, name)| Some((name, consumer(id)?))).collect()
}

/// All other workers.
pub(super) fn others<'a>(plan: &'a Plan<'a>) -> impl Iterator<Item = &'a Worker<'a>> + use<'a> {
    let tutors = tutors(plan);
    plan.workers.iter().filter(move |one| !tutors.iter().any(|(_, worker)| std::ptr::eq(*worker, *one)))
}

/// The volumes that services mount by name: the claims of a file that stands alone.
fn volumes(plan: &Plan<'_>) -> BTreeMap<String, Volume> {
    let alone = plan.model.release.services.is_empty();
    let all = plan.model.services.iter().filter(|_| alone).flat_map(|service| &service.volumes);
    all.filter_map(|volume| Some((volume.claim.as_ref()?.value.to_string(), Volume { driver: "local" }))).collect()
}
