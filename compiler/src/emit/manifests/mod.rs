//! Target `manifests`: Kubernetes objects for `kubectl apply`. Per worker a Deployment, with `keda` a ScaledObject or with
//! `hpa` a HorizontalPodAutoscaler, with `window` CronJobs, with `vpa` a VerticalPodAutoscaler, with `disruption` a
//! PodDisruptionBudget; for the site the account that CronJobs act as, and the TriggerAuthentication that scalers share; behind them what
//! stands around the workers.

pub(super) mod arguments;
pub(super) mod around;
mod deployment;
mod disruption_budget;
pub(super) mod environment;
mod formula;
mod horizontal_pod_autoscaler;
mod labels;
pub(super) mod patch;
mod scaled_object;
mod scaling_behavior;
mod trigger_authentication;
mod triggers;
mod vertical_pod_autoscaler;
mod volumes;
mod windows;

use serde::Serialize;

use super::origin::Origin;
use super::{Document, Target, What, yaml};
use crate::Proved;
use crate::plan::{Plan, Worker, week};
use deployment::Deployments;

/// The target.
pub static TARGET: Target = Target {
    name: "manifests",
    summary: "Kubernetes objects, for `kubectl apply -f -`, Argo CD and Flux",
    separator: Some("---\n"),
    write: |proved, output| write(proved, output),
};

/// Writes all objects of a site, one after the other.
pub fn write(proved: Proved<'_>, output: impl FnMut(&Document<'_>)) {
    write_beside(&[], proved, output);
}

/// Writes them for a place where Deployments of some names are already: of those, what differs.
pub(super) fn write_beside<'a>(there: &'a [String], proved: Proved<'a>, mut output: impl FnMut(&Document<'_>)) {
    let plan = proved.plan();
    let origin = Origin::site(plan.model);
    let mut writer = Writer { there, origin, text: String::with_capacity(4096), output: &mut output };
    if let Some(object) = trigger_authentication::build(plan) {
        writer.write("TriggerAuthentication", object.metadata.name, &object);
    }
    if let Some(account) = windows::account(plan) {
        writer.write("ServiceAccount", windows::NAME, &account);
        writer.write("Role", windows::NAME, &windows::role(plan));
        writer.write("RoleBinding", windows::NAME, &windows::binding(plan));
    }
    let mut deployments = Deployments::new(plan);
    for worker in &plan.workers {
        writer.worker(plan, worker, &mut deployments);
    }
    writer.origin = origin;
    around::write(plan, &mut writer);
}

/// Writes the objects of one worker.
pub fn write_worker(proved: Proved<'_>, worker: &Worker<'_>, mut output: impl FnMut(&Document<'_>)) {
    let plan = proved.plan();
    let mut writer = Writer { there: &[], origin: Origin::site(plan.model), text: String::new(), output: &mut output };
    writer.worker(plan, worker, &mut Deployments::new(plan));
}

/// The kustomization of a folder that holds these files.
pub fn kustomization(files: &[&str]) -> String {
    let object =
        Kustomization { api_version: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization", resources: files };
    let mut text = String::new();
    // A struct of strings can always be written.
    let _ = yaml::write(&mut text, &object);
    text
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Kustomization<'a> {
    api_version: &'static str,
    kind: &'static str,
    resources: &'a [&'a str],
}

/// Writes objects into one text, which is used again for each.
struct Writer<'a> {
    /// The names of Deployments that are there already.
    there: &'a [String],
    /// What the next object is made from.
    origin: Origin<'a>,
    text: String,
    output: &'a mut dyn FnMut(&Document<'_>),
}

impl<'a> Writer<'a> {
    /// All objects of a worker.
    fn worker(&mut self, plan: &'a Plan<'a>, worker: &'a Worker<'a>, deployments: &mut Deployments<'a>) {
        self.origin = Origin::worker(plan, worker);
        let deployment = deployments.build(worker);
        match patch::over(plan, deployment).filter(|_| self.there.iter().any(|name| *name == worker.workload)) {
            Some(patch) => self.put(What::Patch { name: &worker.workload }, &patch),
            None => self.write("Deployment", &worker.workload, deployment),
        }
        if let Some(object) = scaled_object::build(plan, worker) {
            self.write("ScaledObject", &worker.workload, &object);
        }
        if let Some(object) = horizontal_pod_autoscaler::build(plan, worker) {
            self.write("HorizontalPodAutoscaler", &worker.workload, &object);
        }
        if let Some(object) = vertical_pod_autoscaler::build(plan, worker) {
            self.write("VerticalPodAutoscaler", &worker.workload, &object);
        }
        for change in week::changes(worker) {
            self.origin = Origin::windows(plan, worker);
            self.write("CronJob", &change.name, &windows::cron_job(plan, worker, &change));
        }
        if let Some(object) = disruption_budget::build(plan, worker) {
            self.origin = Origin::worker(plan, worker);
            self.write("PodDisruptionBudget", &worker.workload, &object);
        }
    }

    fn write<T: Serialize>(&mut self, kind: &str, name: &str, object: &T) {
        self.put(What::Object { kind, name }, object);
    }

    fn put<T: Serialize>(&mut self, what: What<'_>, object: &T) {
        self.text.clear();
        // Kubernetes objects have strings as keys, so nothing in them cannot be written; a test writes every kind.
        if yaml::write(&mut self.text, object).is_ok() {
            (self.output)(&Document { what, origin: self.origin, text: &self.text });
        }
    }
}

/// A number of pods, seconds or percent, which the language keeps far below what fits.
fn narrow(number: i64) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}
