//! What else limits a worker's pods: HorizontalPodAutoscaler → `hpa`, VerticalPodAutoscaler → `vpa`, PodDisruptionBudget →
//! `disruption`.

use celq::language::value::{Load, Percent, Value as Said};
use celq::language::{Key, Scope, clauses, keys};

use super::scaler::{renamed, target_of};
use super::{Object, Objects};
use crate::behavior;
use crate::draft::{Draft, say};
use crate::finding::{Findings, Place};
use crate::node::Node;
use crate::quantity::{integer, memory, portion};

/// Reads them all.
pub(super) fn read(objects: &mut Objects, draft: &mut Draft, findings: &mut Findings) {
    for (kind, reads) in [
        ("HorizontalPodAutoscaler", horizontal as fn(&mut Object, usize, &mut Draft, &mut Findings)),
        ("VerticalPodAutoscaler", vertical),
    ] {
        for index in objects.names(kind) {
            let target = objects.all[index].target().map(str::to_owned);
            let Some(worker) = target_of(objects, index, target.as_deref(), findings) else { continue };
            let object = &mut objects.all[index];
            object.read = true;
            renamed(&object.name, target.as_deref().unwrap_or_default(), &object.place.clone(), findings);
            for path in [".spec.scaleTargetRef", ".spec.targetRef"] {
                for part in [".name", ".kind", ".apiVersion"] {
                    object.tree.take(&format!("{path}{part}"));
                }
            }
            reads(object, worker, draft, findings);
        }
    }
    disruption(objects, draft, findings);
}

fn horizontal(object: &mut Object, worker: usize, draft: &mut Draft, findings: &mut Findings) {
    let (tree, place) = (&mut object.tree, object.place.clone());
    let said = &mut draft.workers[worker].said;
    if said.has_clause(&clauses::keda::CLAUSE) {
        findings.left_out(&place, "all of it: a ScaledObject scales the same worker, and two autoscalers work against each other");
        tree.value = crate::node::Value::Null;
        return;
    }
    said.open(&clauses::hpa::CLAUSE);
    for (path, key) in [(".spec.minReplicas", &keys::min::KEY), (".spec.maxReplicas", &keys::max::KEY)] {
        let Some(value) = tree.look(path).and_then(integer) else { continue };
        tree.take(path);
        say(said, (Scope::Hpa, key), &value, &place.part(path), findings);
    }
    let mut number = 0;
    for metric in tree.items(".spec.metrics") {
        let place = place.part(&format!(".spec.metrics[{number}]"));
        number += 1;
        self::metric(metric, said, &place, findings);
    }
    // The older form of the same.
    if let Some(value) = tree.take_number(".spec.targetCPUUtilizationPercentage") {
        let percent = Said::Percent(Percent(u32::try_from(value).unwrap_or(0)));
        say(said, (Scope::Hpa, &keys::cpu::KEY), &percent, &place.part(".spec.targetCPUUtilizationPercentage"), findings);
    }
    if let Some(behavior) = tree.go(".spec.behavior") {
        behavior.open();
        behavior::read(behavior, said, &place.part(".spec.behavior"), findings);
    }
}

/// A metric of the pods' own resources.
fn metric(metric: &mut Node, said: &mut crate::said::Said, place: &Place, findings: &mut Findings) {
    let target = ".resource.target";
    let name = metric.look_text(".resource.name").unwrap_or_default();
    let (utilization, average) = (format!("{target}.averageUtilization"), format!("{target}.averageValue"));
    let percent = metric.look(&utilization).and_then(Node::number).and_then(|number| u32::try_from(number).ok());
    let size = metric.look(&average).and_then(Node::scalar).and_then(|text| memory(&text));
    let kind = metric.look_text(".resource.target.type");
    let (key, value): (&'static Key, Said<'static>) = match (name, kind, percent, size) {
        ("cpu", Some("Utilization"), Some(percent), None) => (&keys::cpu::KEY, Said::Percent(Percent(percent))),
        ("memory", Some("Utilization"), Some(percent), None) => (&keys::memory::KEY, Said::Load(Load::Percent(Percent(percent)))),
        ("memory", Some("AverageValue"), None, Some((size, true))) => (&keys::memory::KEY, Said::Load(Load::Bytes(size))),
        _ => return,
    };
    if say(said, (Scope::Hpa, key), &value, place, findings) {
        for path in [".type", ".resource.name", ".resource.target.type", &utilization, &average] {
            metric.take(path);
        }
    }
}

fn vertical(object: &mut Object, worker: usize, draft: &mut Draft, _: &mut Findings) {
    draft.workers[worker].said.open(&clauses::vpa::CLAUSE);
    object.tree.drop_text(".spec.updatePolicy.updateMode", "Off");
}

/// Budgets select pods by their labels: those of a worker.
fn disruption(objects: &mut Objects, draft: &mut Draft, findings: &mut Findings) {
    for index in objects.names("PodDisruptionBudget") {
        let selects = objects.all[index].tree.look(".spec.selector.matchLabels").cloned();
        let Some(target) = selects.and_then(|labels| selected(objects, &labels)) else { continue };
        let Some(worker) = objects.workers.get(&target).copied() else { continue };
        let object = &mut objects.all[index];
        object.read = true;
        let place = object.place.clone();
        renamed(&object.name, &target, &place, findings);
        object.tree.take(".spec.selector");
        for (path, key) in
            [(".spec.minAvailable", &keys::min_available::KEY), (".spec.maxUnavailable", &keys::max_unavailable::KEY)]
        {
            let Some(value) = object.tree.look(path).and_then(portion) else { continue };
            object.tree.take(path);
            let said = &mut draft.workers[worker].said;
            say(said, (Scope::Disruption, key), &value, &place.part(path), findings);
        }
    }
}

/// The Deployment whose pods have these labels.
pub(super) fn selected(objects: &Objects, labels: &Node) -> Option<String> {
    let name = labels.entries().iter().find(|(label, _)| label == "app.kubernetes.io/name");
    let by_name = name.and_then(|(_, name)| name.text()).filter(|name| {
        objects.all.iter().any(|object| object.kind == "Deployment" && object.name == **name)
    });
    if let Some(name) = by_name {
        return Some(name.to_owned());
    }
    let wanted = labels.entries();
    let has = |object: &&Object| {
        let of_pods = object.pod_labels.entries();
        !wanted.is_empty() && wanted.iter().all(|label| of_pods.contains(label))
    };
    objects.all.iter().filter(|object| object.kind == "Deployment").find(has).map(|object| object.name.clone())
}
