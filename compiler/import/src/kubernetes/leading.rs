//! What leads to Flower and the exporter: Services, Ingresses and the monitors of Prometheus → host, interval and the label by
//! which Prometheus selects.

use celq::language::value::Value as Said;
use celq::language::{Scope, clauses, keys};

use super::Objects;
use super::around::PORT;
use super::autoscaler::{selected, take_selected};
use crate::draft::{Draft, say, text};
use crate::finding::{Findings, Place};
use crate::node::{Node, Value};
use crate::quantity::duration;
use crate::said::Said as Pairs;

/// Where a path of an Ingress leads.
const BACKEND: [&str; 3] = [".backend.service.name", ".backend.service.port.number", ".backend.service.port.name"];

/// The Services of a program, and what leads to them.
pub(super) fn services(
    objects: &mut Objects,
    (deployment, now): (&str, &str),
    said: &mut Pairs,
    draft: &mut Draft,
    findings: &mut Findings,
) {
    let mut names = Vec::new();
    for index in objects.names("Service") {
        if selected(objects, objects.all[index].tree.look(".spec.selector")) != [deployment] {
            continue;
        }
        let object = &mut objects.all[index];
        object.read = true;
        names.push(object.name.clone());
        object.becomes(now, findings);
        take_selected(&mut object.tree, ".spec.selector");
        for port in object.tree.items(".spec.ports") {
            port.take_each(&PORT);
        }
        object.tree.drop_text(".spec.type", "ClusterIP");
    }
    names.push(deployment.to_owned());
    ingresses(objects, (&names, now), said, findings);
    monitors(objects, (&names, now), said, draft, findings);
}

/// Ingresses that lead to a Service → the host.
fn ingresses(objects: &mut Objects, (services, now): (&[String], &str), said: &mut Pairs, findings: &mut Findings) {
    for object in objects.of("Ingress") {
        let place = object.place.clone();
        let rules = object.tree.look_items(".spec.rules");
        let leads = |path: &Node| {
            path.look_text(".backend.service.name").is_some_and(|name| services.iter().any(|service| service == name))
        };
        let [rule] = rules else { continue };
        let paths = rule.look_items(".http.paths");
        if paths.is_empty() || !paths.iter().all(leads) {
            continue;
        }
        object.read = true;
        if object.ours && paths.len() == 1 {
            let _ = said.set(Scope::Metrics, &keys::expose::KEY, &Said::Switch(true));
        }
        let host = rule.look_text(".host").map(str::to_owned);
        object.becomes(now, findings);
        for rule in object.tree.items(".spec.rules") {
            rule.take(".host");
            for path in rule.items(".http.paths") {
                path.drop_text(".path", "/");
                path.drop_text(".pathType", "Prefix");
                path.take_each(&BACKEND);
            }
        }
        if let Some(host) = host {
            say(said, (Scope::Flower, &keys::host::KEY), &text(host), &place.part(".spec.rules[0].host"), findings);
        }
    }
}

/// ServiceMonitors that select a Service by its name → how often it is read, and by what Prometheus finds it.
fn monitors(
    objects: &mut Objects,
    (services, now): (&[String], &str),
    said: &mut Pairs,
    draft: &mut Draft,
    findings: &mut Findings,
) {
    let known = |label: &Node| label.text().is_some_and(|label| services.iter().any(|name| name == label));
    for object in objects.of("ServiceMonitor") {
        let selector = object.tree.look(".spec.selector.matchLabels").map_or(&[][..], Node::entries);
        if !selector.iter().any(|(_, label)| known(label)) {
            continue;
        }
        object.read = true;
        let place = object.place.clone();
        said.open(&clauses::service_monitor::CLAUSE);
        for endpoint in object.tree.items(".spec.endpoints") {
            let interval = endpoint.look_text(".interval").and_then(duration);
            if let Some(interval) = interval {
                endpoint.take(".interval");
                let key = (Scope::ServiceMonitor, &keys::interval::KEY);
                say(said, key, &Said::Duration(interval), &place.part(".spec.endpoints[0].interval"), findings);
            }
            endpoint.take(".port");
            endpoint.drop_text(".path", "/metrics");
            endpoint.take_if(".honorLabels", |node| node.switch() == Some(true));
        }
        object.becomes(now, findings);
        if let Some(labels) = object.tree.go(".spec.selector.matchLabels") {
            labels
                .entries_mut()
                .iter_mut()
                .filter(|(_, label)| known(label))
                .for_each(|(_, label)| label.value = Value::Null);
        }
        object.tree.take(".spec.namespaceSelector.matchNames");
        let release = object.tree.take_text(".metadata.labels.release");
        release_label(release, draft, &place, findings);
    }
}

/// The label by which Prometheus selects.
pub(super) fn release_label(release: Option<String>, draft: &mut Draft, place: &Place, findings: &mut Findings) {
    if let Some(release) = release {
        let key = (Scope::Site, &keys::prometheus_release::KEY);
        say(&mut draft.site, key, &text(release), &place.part(".metadata.labels.release"), findings);
    }
}
