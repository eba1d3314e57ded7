//! What nobody has written and holds all the same: an object → the same object as the API server, the autoscaler's
//! controller and KEDA understand it. Values of Kubernetes are those of `pkg/apis/{apps,core}/v1/defaults.go` and
//! `pkg/apis/autoscaling/v2/defaults.go`, those of KEDA of `apis/keda/v1alpha1` and `pkg/scalers`.

use serde_json::{Value, json};

use super::objects::{AUTOSCALER, DEPLOYMENT, SCALED_OBJECT};
use super::tree::text;

/// A default: where, by keys with `*` for every element of a list, and what holds there.
type Row = (&'static str, &'static str, Unsaid);

#[derive(Clone, Copy)]
enum Unsaid {
    Number(i64),
    Text(&'static str),
    Off,
}

use Unsaid::{Number, Off, Text};

const OF_DEPLOYMENT: &[Row] =
    &[("spec", "progressDeadlineSeconds", Number(600)), ("spec", "revisionHistoryLimit", Number(10))];

const OF_POD: &[Row] = &[
    ("", "dnsPolicy", Text("ClusterFirst")),
    ("", "restartPolicy", Text("Always")),
    ("", "schedulerName", Text("default-scheduler")),
    ("", "terminationGracePeriodSeconds", Number(30)),
    ("volumes.*.configMap", "defaultMode", Number(0o644)),
    ("volumes.*.secret", "defaultMode", Number(0o644)),
    ("volumes.*.downwardAPI", "defaultMode", Number(0o644)),
    ("volumes.*.projected", "defaultMode", Number(0o644)),
    ("volumes.*.projected.sources.*.serviceAccountToken", "expirationSeconds", Number(3600)),
    ("volumes.*.ephemeral.volumeClaimTemplate.spec", "volumeMode", Text("Filesystem")),
    ("volumes.*.hostPath", "type", Text("")),
];

const OF_CONTAINER: &[Row] = &[
    ("", "terminationMessagePath", Text("/dev/termination-log")),
    ("", "terminationMessagePolicy", Text("File")),
    ("ports.*", "protocol", Text("TCP")),
    ("env.*.valueFrom.fieldRef", "apiVersion", Text("v1")),
    ("env.*.valueFrom.resourceFieldRef", "divisor", Text("0")),
];

const OF_PROBE: &[Row] = &[
    ("", "timeoutSeconds", Number(1)),
    ("", "periodSeconds", Number(10)),
    ("", "successThreshold", Number(1)),
    ("", "failureThreshold", Number(3)),
    ("httpGet", "path", Text("/")),
    ("httpGet", "scheme", Text("HTTP")),
];

const OF_AUTOSCALER: &[Row] =
    &[("spec", "minReplicas", Number(1)), ("spec", "selectionStrategy", Text("LabelSelector"))];

const OF_SCALED_OBJECT: &[Row] = &[
    ("spec", "pollingInterval", Number(30)),
    ("spec", "cooldownPeriod", Number(300)),
    ("spec", "initialCooldownPeriod", Number(0)),
    ("spec", "minReplicaCount", Number(0)),
    ("spec", "maxReplicaCount", Number(100)),
    ("spec.scaleTargetRef", "apiVersion", Text("apps/v1")),
    ("spec.scaleTargetRef", "kind", Text(DEPLOYMENT)),
    ("spec.advanced.scalingModifiers", "metricType", Text("AverageValue")),
    ("spec.triggers.*", "metricType", Text("AverageValue")),
    ("spec.triggers.*", "useCachedMetrics", Off),
    ("spec.triggers.*.authenticationRef", "kind", Text("TriggerAuthentication")),
];

/// What a trigger of a type has where it says nothing; all of it is text.
const OF_TRIGGER: &[(&str, &str, &str)] = &[
    ("redis", "listLength", "5"),
    ("redis", "activationListLength", "0"),
    ("redis", "databaseIndex", "0"),
    ("redis", "enableTLS", "false"),
    ("redis", "unsafeSsl", "false"),
    ("rabbitmq", "activationValue", "0"),
    ("rabbitmq", "excludeUnacknowledged", "false"),
    ("rabbitmq", "useRegex", "false"),
    ("rabbitmq", "unsafeSsl", "false"),
];

/// An object of that kind without what means nothing, and with what holds unsaid.
pub(super) fn complete(kind: &str, object: &mut Value) {
    prune(object);
    match kind {
        DEPLOYMENT => deployment(object),
        SCALED_OBJECT => {
            insert(object, &["spec", "advanced", "restoreToOriginalReplicaCount"], json!(false));
            fill(object, OF_SCALED_OBJECT);
            elements(object, "spec.triggers.*", &trigger);
            elements(object, "spec.advanced.horizontalPodAutoscalerConfig.behavior", &behavior);
        }
        AUTOSCALER => {
            fill(object, OF_AUTOSCALER);
            elements(object, "spec.behavior", &behavior);
        }
        _ => {}
    }
    prune(object);
}

/// Takes away what stands for nothing: nulls, and maps and lists in which nothing is.
fn prune(value: &mut Value) {
    let means = |value: &mut Value| {
        prune(value);
        !(value.is_null() || value.as_object().is_some_and(serde_json::Map::is_empty) || *value == json!([]))
    };
    match value {
        Value::Object(map) => map.retain(|_, value| means(value)),
        Value::Array(items) => items.iter_mut().for_each(prune),
        _ => {}
    }
}

fn deployment(object: &mut Value) {
    insert(object, &["spec", "strategy", "type"], json!("RollingUpdate"));
    fill(object, OF_DEPLOYMENT);
    if text(object, &["spec", "strategy", "type"]) == Some("RollingUpdate") {
        for limit in ["maxSurge", "maxUnavailable"] {
            insert(object, &["spec", "strategy", "rollingUpdate", limit], json!("25%"));
        }
    }
    elements(object, "spec.template.spec", &|pod| {
        fill(pod, OF_POD);
        // Its old name, which the API server still writes.
        if pod.get("serviceAccount") == pod.get("serviceAccountName") {
            pod.as_object_mut().map(|pod| pod.remove("serviceAccount"));
        }
        for containers in ["containers.*", "initContainers.*"] {
            elements(pod, containers, &container);
        }
    });
}

fn container(container: &mut Value) {
    fill(container, OF_CONTAINER);
    if let Some(policy) = text(container, &["image"]).map(pull_policy) {
        insert(container, &["imagePullPolicy"], json!(policy));
    }
    for probe in ["livenessProbe", "readinessProbe", "startupProbe"] {
        elements(container, probe, &|probe| fill(probe, OF_PROBE));
    }
    elements(container, "env.*", &|variable| {
        if text(variable, &["value"]) == Some("") {
            variable.as_object_mut().map(|variable| variable.remove("value"));
        }
    });
}

/// When the image of a container is pulled.
pub(super) fn pull_policy(image: &str) -> &'static str {
    let (name, digest) = image.split_once('@').map_or((image, ""), |(name, digest)| (name, digest));
    let tag = name.rsplit('/').next().and_then(|last| last.split_once(':')).map(|(_, tag)| tag);
    match tag {
        Some("latest") => "Always",
        None if digest.is_empty() => "Always",
        _ => "IfNotPresent",
    }
}

fn trigger(trigger: &mut Value) {
    let of = text(trigger, &["type"]).unwrap_or_default().to_owned();
    for (_, key, value) in OF_TRIGGER.iter().filter(|(kind, ..)| *kind == of) {
        insert(trigger, &["metadata", key], json!(value));
    }
}

/// Rules of one direction make the other's defaults hold too.
fn behavior(behavior: &mut Value) {
    let pods = json!({"type": "Pods", "value": 4, "periodSeconds": 15});
    let percent = json!({"type": "Percent", "value": 100, "periodSeconds": 15});
    insert(behavior, &["scaleUp", "stabilizationWindowSeconds"], json!(0));
    insert(behavior, &["scaleUp", "policies"], json!([pods, percent]));
    insert(behavior, &["scaleDown", "policies"], json!([percent]));
    for direction in ["scaleUp", "scaleDown"] {
        insert(behavior, &[direction, "selectPolicy"], json!("Max"));
    }
}

/// Writes defaults where nothing stands.
fn fill(value: &mut Value, rows: &[Row]) {
    for (path, key, default) in rows {
        elements(value, path, &|map| {
            let value = match default {
                Number(number) => json!(number),
                Text(text) => json!(text),
                Off => json!(false),
            };
            insert(map, &[key], value);
        });
    }
}

/// Writes a value below keys where nothing stands, and makes the maps on the way to it.
fn insert(value: &mut Value, keys: &[&str], new: Value) {
    let (Some((key, rest)), Value::Object(map)) = (keys.split_first(), value) else { return };
    match rest {
        [] => _ = map.entry(*key).or_insert(new),
        _ => insert(map.entry(*key).or_insert_with(|| json!({})), rest, new),
    }
}

/// Does something with all that a path leads to.
fn elements(value: &mut Value, path: &str, with: &dyn Fn(&mut Value)) {
    let (key, rest) = path.split_once('.').unwrap_or((path, ""));
    match (key, value) {
        ("", value) => with(value),
        ("*", Value::Array(items)) => items.iter_mut().for_each(|item| elements(item, rest, with)),
        (key, Value::Object(map)) => {
            if let Some(value) = map.get_mut(key) {
                elements(value, rest, with);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::pull_policy;

    #[test]
    fn an_image_without_a_tag_is_pulled_always() {
        for image in ["openedx", "registry:5000/openedx", "openedx:latest", "openedx:latest@sha256:00"] {
            assert_eq!(pull_policy(image), "Always", "{image}");
        }
        for image in ["openedx:22", "registry:5000/openedx:22", "openedx@sha256:00"] {
            assert_eq!(pull_policy(image), "IfNotPresent", "{image}");
        }
    }
}
