//! The objects, settings and services of a site → patches of Tutor's templates, all of which Tutor has from 18 to 22.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use k8s_openapi::api::core::v1::Secret;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::Serialize;

use super::caddy;
use super::words::{END, FLOWER_AUTH, IF_FLOWER_AUTH, PASSWORD, mounts, template};
use crate::Proved;
use crate::emit::compose::{self, Service};
use crate::emit::manifests::patch::Removal;
use crate::emit::python::{long_text, python};
use crate::emit::{Document, What, manifests, settings, yaml};
use crate::plan::{Plan, Worker};

/// The template that lists a kind of object; where there is none, the last.
const TEMPLATES: [(&str, &str); 3] =
    [("Deployment", "k8s-deployments"), ("PersistentVolumeClaim", "k8s-volumes"), ("", "k8s-services")];
/// What changes in objects that Tutor has.
const OVERRIDES: &str = "k8s-override";

/// Python's constant: name and text of every patch.
pub(super) fn constant(proved: Proved<'_>) -> String {
    let mut text = String::from("PATCHES = [\n");
    for (name, patch) in patches(proved) {
        // The first patch that Tutor renders, whichever that is, lets nothing else be rendered.
        let patch = format!("{{{{ celq_agree() }}}}{}", template(&patch));
        // A String takes everything.
        let _ = writeln!(text, "    (\n        {},\n        {},\n    ),", python(name), long_text(&patch));
    }
    text + "]\n"
}

fn patches(proved: Proved<'_>) -> BTreeMap<&'static str, String> {
    let plan = proved.plan();
    let mut patches: BTreeMap<&'static str, String> = BTreeMap::new();
    let mut add = |name: &'static str, text: &str| patches.entry(name).or_default().push_str(text);
    add("k8s-services", &secrets(plan));
    let tutors = plan.tutors_workers();
    manifests::write_beside(&tutors, proved, |written| {
        if let Some(name) = template_of(written) {
            add(name, &format!("---\n{}", written.text));
        }
    });
    for name in tutors.iter().filter(|name| plan.workers.iter().all(|worker| worker.workload != ***name)) {
        add(OVERRIDES, &document(&Removal::new(name, None)));
    }
    let of_settings = settings::of_open_edx(plan);
    for service in plan.model.services.iter().filter(|service| !service.is_own()) {
        let name =
            if service.name == "lms" { "openedx-lms-production-settings" } else { "openedx-cms-production-settings" };
        add(name, &of_settings);
    }
    add("local-docker-compose-prod-services", &services(plan));
    if let Some(site) = caddy::site(plan) {
        add("caddyfile", &site);
    }
    patches.retain(|_, text| !text.is_empty());
    patches
}

/// Where an object belongs; nowhere, if Tutor's web proxy does its work.
fn template_of(written: &Document<'_>) -> Option<&'static str> {
    match written.what {
        What::Patch { .. } => Some(OVERRIDES),
        What::Object { kind: "Ingress", .. } | What::File(_) => None,
        What::Object { kind, .. } => {
            TEMPLATES.iter().find(|(of, _)| of.is_empty() || *of == kind).map(|(_, template)| *template)
        }
    }
}

/// The Secrets that the file names for what Tutor knows: the password of Redis, and who may see Flower. An operator who
/// keeps the latter elsewhere empties the setting.
fn secrets(plan: &Plan<'_>) -> String {
    let shared = plan.model.broker.is_redis() && !plan.model.release.services.is_empty();
    let broker = plan.model.broker.password.as_ref().filter(|_| shared);
    let flower = plan.model.flower.as_ref().and_then(|flower| flower.auth.as_ref());
    let mut secrets: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
    for (reference, word) in [(broker, PASSWORD), (flower, FLOWER_AUTH)] {
        if let Some(reference) = reference.map(|reference| &reference.value).filter(|reference| reference.secret) {
            secrets.entry(&reference.name).or_default().insert(reference.key.to_string(), word.to_owned());
        }
    }
    let text = |(name, values): (&str, BTreeMap<String, String>)| {
        let of_flower_alone = values.values().all(|word| word == FLOWER_AUTH);
        let text = document(&secret(name, values));
        if of_flower_alone { [IF_FLOWER_AUTH, &text, END].concat() } else { text }
    };
    secrets.into_iter().map(text).collect()
}

fn secret(name: &str, values: BTreeMap<String, String>) -> Secret {
    Secret {
        metadata: ObjectMeta { name: Some(name.to_owned()), ..ObjectMeta::default() },
        string_data: Some(values),
        ..Secret::default()
    }
}

/// The Compose services of the workers that Tutor does not have. What a site mounts into those that Tutor has, it mounts
/// into these.
fn services(plan: &Plan<'_>) -> String {
    let tutors = plan.tutors_workers();
    let service = |worker: &Worker<'_>| {
        let mut service = Service::whole(plan, worker);
        if let Some(like) = tutors.get(usize::from(worker.service.0)) {
            service.mount(&mounts(like, plan.model.release.worker.selinux));
        }
        (worker.workload.to_string(), service)
    };
    let services: BTreeMap<String, Service> = compose::others(plan).map(service).collect();
    if services.is_empty() { String::new() } else { text_of(&services) }
}

fn document(object: &impl Serialize) -> String {
    format!("---\n{}", text_of(object))
}

/// Strings, numbers and Kubernetes' own types can always be written.
fn text_of(object: &impl Serialize) -> String {
    let mut text = String::new();
    let _ = yaml::write(&mut text, object);
    text
}
