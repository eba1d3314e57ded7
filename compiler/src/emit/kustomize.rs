//! Target `kustomize`: a Component over the folder `env/` that Tutor renders. From the manifests come the new objects and
//! patches of the Deployments that Tutor has itself; here they are put together, with the image that Tutor has. Knows
//! Tutor's names, and nothing else of what is in the objects.

use serde::Serialize;

use super::manifests;
use super::manifests::patch::Removal;
use super::origin::Origin;
use super::{Document, Target, What, yaml};
use crate::Proved;
use crate::plan::Plan;

/// The target.
pub static TARGET: Target = Target {
    name: "kustomize",
    summary: "A kustomize Component over the `env/` that Tutor renders",
    separator: None,
    write: |proved, output| write(proved, output),
};

/// The file that names the others.
const COMPONENT: &str = "kustomization.yaml";

/// Writes the Component, its objects and its patches first.
pub fn write(proved: Proved<'_>, mut output: impl FnMut(&Document<'_>)) {
    let plan = proved.plan();
    let mut component = Component {
        api_version: "kustomize.config.k8s.io/v1alpha1",
        kind: "Component",
        resources: Vec::new(),
        patches: Vec::new(),
        replacements: replacements(plan),
    };
    let mut add = |document: &Document<'_>| {
        let path = document.file_name();
        match document.what {
            What::Patch { .. } => component.patches.push(Path { path }),
            What::Object { .. } | What::File(_) => component.resources.push(path),
        }
        output(document);
    };
    let tutors = plan.tutors_workers();
    manifests::write_beside(&tutors, proved, &mut add);
    let given_up = |name: &&String| plan.workers.iter().all(|worker| worker.workload != ***name);
    // The file gives their workers another name.
    for name in tutors.iter().filter(given_up) {
        let text = text_of(&Removal::new(name, Some(plan.namespace())));
        add(&Document { what: What::Patch { name }, origin: Origin::site(plan.model), text: &text });
    }
    let text = text_of(&component);
    output(&Document { what: What::File(COMPONENT), origin: Origin::site(plan.model), text: &text });
}

/// The image that Tutor runs belongs into every Deployment for which the file says none.
fn replacements(plan: &Plan<'_>) -> Vec<Replacement> {
    let workers = plan.workers.iter().filter(|worker| plan.said_image(worker).is_none());
    let beats = plan.model.beats.iter().filter(|beat| plan.said_beat_image(beat).is_none());
    let names = workers.map(|worker| worker.workload.to_string()).chain(beats.map(|beat| plan.beat_name(beat)));
    let targets: Vec<_> =
        names.map(|name| Destination { select: Deployment::of(name), field_paths: [IMAGE] }).collect();
    if targets.is_empty() {
        return Vec::new();
    }
    let source = Source { of: Deployment::of(WITH_TUTORS_IMAGE.to_owned()), field_path: IMAGE };
    vec![Replacement { source, targets }]
}

/// A Deployment that Tutor has in any case, with the image of all workers.
const WITH_TUTORS_IMAGE: &str = "lms";
/// Where a Deployment has its image.
const IMAGE: &str = "spec.template.spec.containers.0.image";

/// A struct of strings, or of Kubernetes' own types, can always be written.
fn text_of(object: &impl Serialize) -> String {
    let mut text = String::new();
    let _ = yaml::write(&mut text, object);
    text
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Component {
    api_version: &'static str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resources: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    patches: Vec<Path>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
struct Path {
    path: String,
}

/// A value that is copied from one object into others.
#[derive(Serialize)]
struct Replacement {
    source: Source,
    targets: Vec<Destination>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Source {
    #[serde(flatten)]
    of: Deployment,
    field_path: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Destination {
    select: Deployment,
    field_paths: [&'static str; 1],
}

#[derive(Serialize)]
struct Deployment {
    kind: &'static str,
    name: String,
}

impl Deployment {
    fn of(name: String) -> Self {
        Self { kind: "Deployment", name }
    }
}
