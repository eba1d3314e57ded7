//! What the API server, controllers and tools add to objects, and what every object of qc's or Tutor's has for a label: it
//! says nothing of a site. Everything else stays.

use crate::node::{Node, Value};

/// Fields that only a server writes.
const OF_SERVER: [&str; 8] = [
    ".status",
    ".metadata.uid",
    ".metadata.resourceVersion",
    ".metadata.generation",
    ".metadata.creationTimestamp",
    ".metadata.managedFields",
    ".metadata.selfLink",
    ".metadata.ownerReferences",
];

/// The finalizer and the label that KEDA gives to what it knows.
const OF_KEDA: (&str, &str) = ("finalizer.keda.sh", "scaledobject.keda.sh/name");

/// Annotations that tools write for themselves, by how they begin.
const ANNOTATIONS: [&str; 9] = [
    "kubectl.kubernetes.io/last-applied-configuration",
    "kubectl.kubernetes.io/restartedAt",
    "deployment.kubernetes.io/",
    "autoscaling.alpha.kubernetes.io/",
    "app.kubernetes.io/version",
    "meta.helm.sh/",
    "argocd.argoproj.io/tracking-id",
    "kustomize.toolkit.fluxcd.io/",
    "kustomize.config.k8s.io/",
];

/// What the API server fills in where a field is not written: how the field's path ends, and the value.
const FILLED_IN: &[(&str, &str)] = &[
    (".spec.progressDeadlineSeconds", "600"),
    (".spec.revisionHistoryLimit", "10"),
    (".spec.strategy", "{type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}"),
    (".spec.strategy", "{}"),
    (".spec.template.metadata.creationTimestamp", "null"),
    (".dnsPolicy", "ClusterFirst"),
    (".restartPolicy", "Always"),
    (".schedulerName", "default-scheduler"),
    (".securityContext", "{}"),
    (".resources", "{}"),
    (".terminationGracePeriodSeconds", "30"),
    (".terminationMessagePath", "/dev/termination-log"),
    (".terminationMessagePolicy", "File"),
    (".imagePullPolicy", "IfNotPresent"),
    (".imagePullPolicy", "Always"),
    (".defaultMode", "420"),
    (".protocol", "TCP"),
    (".apiVersion", "v1"),
    (".successThreshold", "1"),
    (".failureThreshold", "3"),
    (".periodSeconds", "10"),
    (".timeoutSeconds", "1"),
    (".httpGet.scheme", "HTTP"),
    (".spec.sessionAffinity", "None"),
    (".spec.internalTrafficPolicy", "Cluster"),
    (".spec.ipFamilyPolicy", "SingleStack"),
    (".spec.ipFamilies", "[IPv4]"),
    (".spec.type", "ClusterIP"),
    (".spec.volumeMode", "Filesystem"),
    (".spec.suspend", "false"),
    (".metricType", "AverageValue"),
    (".useCachedMetrics", "false"),
];
/// What the server chooses itself.
const CHOSEN: [&str; 3] = [".spec.clusterIP", ".spec.clusterIPs", ".spec.volumeName"];

/// Labels that tools give to what is theirs.
const TOOLS: [&str; 3] = ["qc", "tutor", "Helm"];
const LABEL: &str = "app.kubernetes.io/";
/// The parts that qc's objects play.
const COMPONENTS: [&str; 8] = ["worker", "beat", "flower", "exporter", "dashboard", "alerts", "broker", "windows"];

/// Takes what a server has written; gives whether it is an object that was read from one.
pub(super) fn of_server(tree: &mut Node) -> bool {
    let live = tree.has(".metadata.uid") || tree.has(".metadata.resourceVersion") || tree.has(".status");
    for path in OF_SERVER {
        tree.take(path);
    }
    tree.take_if(".metadata.finalizers", |all| all.texts().is_some_and(|all| all == [OF_KEDA.0]));
    if let Some(labels) = tree.go(".metadata.labels") {
        labels.take_entry(OF_KEDA.1);
    }
    if let Some(annotations) = tree.go(".metadata.annotations") {
        annotations.open();
        if let Value::Map(entries) = &mut annotations.value {
            entries.retain(|(name, _)| !ANNOTATIONS.iter().any(|begin| name.starts_with(begin)));
        }
    }
    if let Some(annotations) = tree.go(".spec.template.metadata.annotations") {
        annotations.open();
        if let Value::Map(entries) = &mut annotations.value {
            entries.retain(|(name, _)| !ANNOTATIONS.iter().any(|begin| name.starts_with(begin)));
        }
    }
    live
}

/// Takes what the server of a live object has filled in.
pub(super) fn filled_in(tree: &mut Node) {
    let table: Vec<(&str, Node)> = FILLED_IN
        .iter()
        .map(|(path, value)| (*path, crate::yaml::documents(value, 0).0.into_iter().next().unwrap_or_else(Node::null)))
        .collect();
    sweep(tree, "", &table);
}

fn sweep(node: &mut Node, path: &str, table: &[(&str, Node)]) {
    let known =
        |node: &Node| CHOSEN.contains(&path) || table.iter().any(|(end, value)| path.ends_with(end) && value == node);
    if known(node) {
        node.value = Value::Null;
        return;
    }
    match &mut node.value {
        Value::Map(entries) => {
            for (name, node) in entries.iter_mut() {
                sweep(node, &format!("{path}.{name}"), table);
            }
        }
        Value::List(items) => {
            for item in items {
                sweep(item, path, table);
            }
        }
        _ => {}
    }
}

/// Takes the labels that qc, Tutor and Helm give to an object of this name; gives the name of the site, where qc's say it.
pub(super) fn labels(labels: &mut Node, name: &str) -> Option<String> {
    labels.open();
    let tool = look(labels, "managed-by").filter(|tool| TOOLS.contains(&tool.as_str()));
    let instance = look(labels, "instance");
    let site = instance.clone().filter(|_| tool.as_deref() == Some("qc"));
    let whole = look(labels, "part-of");
    let takes = [
        ("managed-by", tool.is_some()),
        ("instance", instance.as_ref().is_some_and(|instance| site.is_some() || instance.starts_with("openedx-"))),
        ("name", look(labels, "name").as_deref() == Some(name)),
        ("part-of", whole.is_some_and(|whole| whole == "openedx" || Some(&whole) == site.as_ref())),
        ("component", look(labels, "component").is_some_and(|part| COMPONENTS.contains(&part.as_str()))),
    ];
    for (label, _) in takes.into_iter().filter(|(_, known)| *known) {
        labels.take_entry(&format!("{LABEL}{label}"));
    }
    site
}

fn look(labels: &Node, label: &str) -> Option<String> {
    let name = format!("{LABEL}{label}");
    labels.entries().iter().find(|(there, _)| *there == name)?.1.text().map(str::to_owned)
}
