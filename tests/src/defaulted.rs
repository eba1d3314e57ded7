//! Objects as a cluster gives them back: with what its API server and its controllers write into them. Facts of
//! Kubernetes' own defaulting, written down once more and apart from the compiler's.

use serde_json::{Value, json};

/// Objects of a site as `kubectl get -o json` shows them, with what stands beside them.
pub fn as_the_cluster_has_it(objects: &[Value]) -> Vec<Value> {
    let mut all = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        let mut object = object.clone();
        metadata(&mut object, index);
        match object["kind"].as_str() {
            Some("Deployment") => deployment(&mut object),
            Some("ScaledObject") => {
                scaled_object(&mut object);
                all.push(of_keda(&object));
            }
            Some("HorizontalPodAutoscaler") => autoscaler(&mut object),
            _ => {}
        }
        all.push(object);
    }
    all.push(
        json!({"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "lms", "namespace": "elsewhere"}}),
    );
    all
}

fn metadata(object: &mut Value, index: usize) {
    let applied = object.to_string();
    let metadata = &mut object["metadata"];
    metadata["uid"] = json!(format!("5f0c6a0e-6f39-4b3c-9d65-{index:012}"));
    metadata["resourceVersion"] = json!((40_000 + index).to_string());
    metadata["creationTimestamp"] = json!("2026-11-02T09:14:07Z");
    metadata["generation"] = json!(3);
    metadata["annotations"] = json!({"kubectl.kubernetes.io/last-applied-configuration": applied});
    metadata["managedFields"] =
        json!([{"manager": "kubectl-client-side-apply", "operation": "Update", "fieldsV1": {"f:spec": {}}}]);
}

fn deployment(object: &mut Value) {
    object["metadata"]["annotations"]["deployment.kubernetes.io/revision"] = json!("4");
    let spec = &mut object["spec"];
    unsaid(spec, "replicas", json!(3));
    unsaid(spec, "revisionHistoryLimit", json!(10));
    unsaid(spec, "progressDeadlineSeconds", json!(600));
    unsaid(
        spec,
        "strategy",
        json!({"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "25%", "maxUnavailable": "25%"}}),
    );
    if spec["strategy"]["type"] == "RollingUpdate" {
        unsaid(&mut spec["strategy"]["rollingUpdate"], "maxSurge", json!("25%"));
        unsaid(&mut spec["strategy"]["rollingUpdate"], "maxUnavailable", json!("25%"));
    }
    spec["template"]["metadata"]["creationTimestamp"] = Value::Null;
    spec["template"]["metadata"]["annotations"] = json!({"kubectl.kubernetes.io/restartedAt": "2026-11-20T16:20:00Z"});
    pod(&mut spec["template"]["spec"]);
    let replicas = object["spec"]["replicas"].clone();
    object["status"] = json!({"observedGeneration": 3, "replicas": replicas, "readyReplicas": replicas});
}

fn pod(pod: &mut Value) {
    unsaid(pod, "restartPolicy", json!("Always"));
    unsaid(pod, "dnsPolicy", json!("ClusterFirst"));
    unsaid(pod, "schedulerName", json!("default-scheduler"));
    unsaid(pod, "securityContext", json!({}));
    unsaid(pod, "terminationGracePeriodSeconds", json!(30));
    if let Some(account) = pod.get("serviceAccountName").cloned() {
        pod["serviceAccount"] = account;
    }
    for volume in pod["volumes"].as_array_mut().into_iter().flatten() {
        for source in ["configMap", "secret"] {
            if volume.get(source).is_some() {
                unsaid(&mut volume[source], "defaultMode", json!(420));
            }
        }
    }
    for container in pod["containers"].as_array_mut().into_iter().flatten() {
        self::container(container);
    }
    if pod["volumes"].is_null() {
        pod.as_object_mut().map(|pod| pod.remove("volumes"));
    }
}

fn container(container: &mut Value) {
    let tag =
        container["image"].as_str().and_then(|image| image.rsplit('/').next()?.split_once(':')).map(|(_, tag)| tag);
    let policy = if matches!(tag, None | Some("latest")) { "Always" } else { "IfNotPresent" };
    unsaid(container, "imagePullPolicy", json!(policy));
    unsaid(container, "resources", json!({}));
    unsaid(container, "terminationMessagePath", json!("/dev/termination-log"));
    unsaid(container, "terminationMessagePolicy", json!("File"));
    for amounts in ["requests", "limits"] {
        if let Some(cpu) = container["resources"].get_mut(amounts).and_then(|amounts| amounts.get_mut("cpu")) {
            *cpu = json!(in_the_shortest_form(cpu.as_str().unwrap_or_default()));
        }
    }
    for probe in ["livenessProbe", "readinessProbe"] {
        if let Some(probe) = container.get_mut(probe) {
            unsaid(probe, "successThreshold", json!(1));
            unsaid(probe, "failureThreshold", json!(3));
            unsaid(probe, "periodSeconds", json!(10));
            unsaid(probe, "timeoutSeconds", json!(1));
            unsaid(&mut probe["httpGet"], "scheme", json!("HTTP"));
        }
    }
    for variable in container.get_mut("env").and_then(Value::as_array_mut).into_iter().flatten() {
        if variable["value"] == "" {
            variable.as_object_mut().map(|variable| variable.remove("value"));
        }
    }
    if let Some(container) = container.as_object_mut() {
        container.retain(|_, value| !value.is_null());
    }
}

/// `1000m` as the API server writes it.
fn in_the_shortest_form(cpu: &str) -> String {
    let milli = cpu.strip_suffix('m').and_then(|milli| milli.parse::<u64>().ok());
    milli.filter(|milli| milli % 1000 == 0).map_or_else(|| cpu.to_owned(), |milli| (milli / 1000).to_string())
}

fn scaled_object(object: &mut Value) {
    object["metadata"]["finalizers"] = json!(["finalizer.keda.sh"]);
    object["metadata"]["labels"]["scaledobject.keda.sh/name"] = object["metadata"]["name"].clone();
    // KEDA writes its own structs back, in which this one is always there.
    unsaid(&mut object["spec"], "advanced", json!({}));
    unsaid(&mut object["spec"]["advanced"], "scalingModifiers", json!({}));
    object["status"] =
        json!({"conditions": [{"type": "Ready", "status": "True"}], "scaleTargetKind": "apps/v1.Deployment"});
}

/// The autoscaler that KEDA makes for a ScaledObject.
fn of_keda(scaled: &Value) -> Value {
    let name = scaled["metadata"]["name"].as_str().unwrap_or_default();
    let owner = json!({"apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject", "name": name, "controller": true});
    json!({
        "apiVersion": "autoscaling/v2",
        "kind": "HorizontalPodAutoscaler",
        "metadata": {
            "name": format!("keda-hpa-{name}"),
            "namespace": scaled["metadata"]["namespace"],
            "labels": {"app.kubernetes.io/managed-by": "keda-operator", "scaledobject.keda.sh/name": name},
            "ownerReferences": [owner],
        },
        "spec": {"scaleTargetRef": scaled["spec"]["scaleTargetRef"], "minReplicas": 1, "maxReplicas": 9},
    })
}

fn autoscaler(object: &mut Value) {
    let Some(behavior) = object["spec"].get_mut("behavior") else { return };
    let pods = json!({"type": "Pods", "value": 4, "periodSeconds": 15});
    let percent = json!({"type": "Percent", "value": 100, "periodSeconds": 15});
    for (direction, policies) in [("scaleUp", json!([pods, percent])), ("scaleDown", json!([percent]))] {
        unsaid(behavior, direction, json!({}));
        unsaid(&mut behavior[direction], "selectPolicy", json!("Max"));
        unsaid(&mut behavior[direction], "policies", policies);
    }
    unsaid(&mut behavior["scaleUp"], "stabilizationWindowSeconds", json!(0));
}

/// Writes a value where none stands.
fn unsaid(map: &mut Value, key: &str, value: Value) {
    if map.get(key).is_none() {
        map[key] = value;
    }
}
