//! What else limits a worker's pods: HorizontalPodAutoscaler → `hpa`, VerticalPodAutoscaler → `vpa`, PodDisruptionBudget →
//! `disruption`.

use celq::language::value::{Load, Percent, Value as Said};
use celq::language::{Key, Scope, clauses, keys};

use super::scaler::target_of;
use super::{Object, Objects};
use crate::behavior;
use crate::draft::{Draft, say};
use crate::finding::{Findings, Place};
use crate::node::{Node, Value};
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
            object.becomes(target.as_deref().unwrap_or_default(), findings);
            object.take_target();
            reads(object, worker, draft, findings);
        }
    }
    disruption(objects, draft, findings);
}

fn horizontal(object: &mut Object, worker: usize, draft: &mut Draft, findings: &mut Findings) {
    let (tree, place) = (&mut object.tree, object.place.clone());
    let said = &mut draft.workers[worker].said;
    if said.has_clause(&clauses::keda::CLAUSE) {
        return object
            .leave("a ScaledObject scales the same worker, and two autoscalers work against each other", findings);
    }
    said.open(&clauses::hpa::CLAUSE);
    for (path, key) in [(".spec.minReplicas", &keys::min::KEY), (".spec.maxReplicas", &keys::max::KEY)] {
        let Some(value) = tree.look(path).and_then(integer) else { continue };
        tree.take(path);
        say(said, (Scope::Hpa, key), &value, &place.part(path), findings);
    }
    for (number, metric) in tree.items(".spec.metrics").iter_mut().enumerate() {
        let place = place.part(&format!(".spec.metrics[{number}]"));
        self::metric(metric, said, &place, findings);
    }
    // The older form of the same.
    if let Some(value) = tree.take_number(".spec.targetCPUUtilizationPercentage") {
        let percent = Said::Percent(Percent(u32::try_from(value).unwrap_or(0)));
        say(
            said,
            (Scope::Hpa, &keys::cpu::KEY),
            &percent,
            &place.part(".spec.targetCPUUtilizationPercentage"),
            findings,
        );
    }
    if let Some(behavior) = tree.go(".spec.behavior") {
        behavior.open();
        behavior::read(behavior, said, &place.part(".spec.behavior"), findings);
    }
}

/// A metric of the pods' own resources.
fn metric(metric: &mut Node, said: &mut crate::said::Said, place: &Place, findings: &mut Findings) {
    let target = ".resource.target";
    let of_pods = metric.look_text(".type") == Some("Resource");
    let name = metric.look_text(".resource.name").filter(|_| of_pods).unwrap_or_default();
    let (utilization, average) = (format!("{target}.averageUtilization"), format!("{target}.averageValue"));
    let percent = metric.look(&utilization).and_then(Node::number).and_then(|number| u32::try_from(number).ok());
    let size = metric.look(&average).and_then(Node::scalar).and_then(|text| memory(&text));
    let kind = metric.look_text(".resource.target.type");
    let (key, value): (&'static Key, Said<'static>) = match (name, kind, percent, size) {
        ("cpu", Some("Utilization"), Some(percent), None) => (&keys::cpu::KEY, Said::Percent(Percent(percent))),
        ("memory", Some("Utilization"), Some(percent), None) => {
            (&keys::memory::KEY, Said::Load(Load::Percent(Percent(percent))))
        }
        ("memory", Some("AverageValue"), None, Some((size, true))) => {
            (&keys::memory::KEY, Said::Load(Load::Bytes(size)))
        }
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
        let targets = selected(objects, objects.all[index].tree.look(".spec.selector.matchLabels"));
        let workers: Vec<usize> = targets.iter().filter_map(|target| objects.workers.get(target).copied()).collect();
        let object = &mut objects.all[index];
        let (target, worker) = match (&targets[..], &workers[..]) {
            ([target], [worker]) => (target, *worker),
            (_, []) => continue,
            _ => {
                object.leave(
                    &format!("it selects the pods of {}: each worker has a budget of its own", targets.join(" and ")),
                    findings,
                );
                continue;
            }
        };
        object.read = true;
        let place = object.place.clone();
        object.becomes(target, findings);
        take_selected(&mut object.tree, ".spec.selector.matchLabels");
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

/// Takes the labels by which pods are selected: they were looked at.
pub(super) fn take_selected(tree: &mut Node, path: &str) {
    if let Some(labels) = tree.go(path) {
        labels.entries_mut().iter_mut().for_each(|(_, label)| label.value = Value::Null);
    }
}

/// The Deployments whose pods have these labels.
pub(super) fn selected(objects: &Objects, labels: Option<&Node>) -> Vec<String> {
    let wanted = labels.map_or(&[][..], Node::entries);
    let has = |object: &&Object| {
        let of_pods = object.pod_labels.entries();
        !wanted.is_empty() && wanted.iter().all(|label| of_pods.contains(label))
    };
    let deployments = objects.all.iter().filter(|object| object.kind == "Deployment");
    deployments.filter(has).map(|object| object.name.clone()).collect()
}
