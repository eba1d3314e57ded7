"""Judges what stands around the workers: whether Services find pods, monitors Services, pods their volumes, and
whether alerts and dashboards ask for metrics that there are.

In: all objects of a site. Out: what nobody would say about them, before a graph stays empty for ever.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

METRICS = yaml.safe_load(Path(__file__).with_name("metrics.yaml").read_text())
# `name{label='value',…}`, in which a value may have quotes and backslashes.
SELECTOR = re.compile(r"([a-z_:]+)\{((?:[^{}']|'(?:[^'\\]|\\.)*')*)\}")
MATCHER = re.compile(r"([a-z_A-Z]+)(?:=~|!=|!~|=)'(?:[^'\\]|\\.)*'")


def complaints(objects: list[dict]) -> list[str]:
    judges = {
        "Service": of_service,
        "ServiceMonitor": of_monitor,
        "Ingress": of_ingress,
        "Deployment": of_pod,
        "PrometheusRule": of_rule,
        "ConfigMap": of_dashboard,
    }
    found = [(one, found) for one in objects for found in judges.get(one["kind"], lambda *_: [])(one, objects)]
    return [f"{one['kind']} {one['metadata']['name']}: {complaint}" for one, complaint in found]


def of_service(service: dict, objects: list[dict]) -> Iterator[str]:
    selector = service["spec"]["selector"].items()
    pods = [one["spec"]["template"] for one in objects if one["kind"] == "Deployment"]
    pods = [pod for pod in pods if selector <= pod["metadata"]["labels"].items()]
    if len(pods) != 1:
        yield f"it selects {len(pods)} Deployments"
    ports = [port["name"] for pod in pods for one in pod["spec"]["containers"] for port in one.get("ports", [])]
    yield from (f"no pod has a port {port['targetPort']}" for port in service["spec"]["ports"] if port["targetPort"] not in ports)
    if service["metadata"]["name"] == "flower":
        yield "it sets FLOWER_PORT in every pod of the namespace, which ends Flower"


def of_monitor(monitor: dict, objects: list[dict]) -> Iterator[str]:
    wanted = monitor["spec"]["selector"]["matchLabels"].items()
    services = [one for one in objects if one["kind"] == "Service" and wanted <= one["metadata"]["labels"].items()]
    if len(services) != 1:
        yield f"it selects {len(services)} Services"
    ports = {port["name"] for service in services for port in service["spec"]["ports"]}
    yield from (f"no Service has a port {one['port']}" for one in monitor["spec"]["endpoints"] if one["port"] not in ports)


def of_ingress(ingress: dict, objects: list[dict]) -> Iterator[str]:
    ports = {
        (one["metadata"]["name"], port["name"])
        for one in objects
        if one["kind"] == "Service"
        for port in one["spec"]["ports"]
    }
    for path in (path for rule in ingress["spec"]["rules"] for path in rule["http"]["paths"]):
        service = path["backend"]["service"]
        if (service["name"], service["port"]["name"]) not in ports:
            yield f"{path['path']} goes to no Service"


def of_pod(deployment: dict, objects: list[dict]) -> Iterator[str]:
    spec = deployment["spec"]["template"]["spec"]
    claims = {one["metadata"]["name"] for one in objects if one["kind"] == "PersistentVolumeClaim"}
    ours = {one["metadata"]["name"] for one in objects if one["kind"] == "ConfigMap"}
    for volume in spec.get("volumes", []):
        claim = volume.get("persistentVolumeClaim", {}).get("claimName")
        if volume["name"] == "data" and claim not in claims:
            yield f"there is no claim {claim}"
        if volume["name"] == "broker" and volume["configMap"]["name"] not in ours:
            yield f"there is no ConfigMap {volume['configMap']['name']}"
    for variable in (variable for one in spec["containers"] for variable in one.get("env", [])):
        if re.search("PASSWORD|AUTH", variable["name"]) and "value" in variable:
            yield f"{variable['name']} stands in clear"
    if any(one in claims for one in [deployment["metadata"]["name"]]) and deployment["spec"]["strategy"]["type"] != "Recreate":
        yield "two of its pods want one volume"


def of_rule(rule: dict, _: list[dict]) -> Iterator[str]:
    alerts = [one for group in rule["spec"]["groups"] for one in group["rules"]]
    told = [(one["alert"], tuple(sorted(one["labels"].items()))) for one in alerts]
    yield from (f"{name} is there twice" for name, labels in set(told) if told.count((name, labels)) > 1)
    yield from (f"{one['alert']}: {found}" for one in alerts for found in of_question(one["expr"]))


def of_dashboard(config_map: dict, _: list[dict]) -> Iterator[str]:
    if "celery.json" not in config_map["data"]:
        return
    if config_map["metadata"]["labels"].get("grafana_dashboard") != "1":
        yield "Grafana's sidecar passes over it"
    if len(config_map["data"]["celery.json"]) > 900_000:
        yield "it is larger than a ConfigMap may be"
    dashboard = json.loads(config_map["data"]["celery.json"])
    if {"id", "uid"} & dashboard.keys():
        yield "its id may be that of another dashboard"
    for panel in dashboard["panels"]:
        questions = [target["expr"] for target in panel["targets"]]
        yield from (f"{panel['title']}: {found}" for one in questions for found in of_question(one))


def of_question(question: str) -> Iterator[str]:
    selectors = SELECTOR.findall(question)
    if not selectors:
        yield "it asks for no metric"
    for metric, matchers in selectors:
        labels = METRICS.get(metric)
        if labels is None:
            yield f"nobody has a metric {metric}"
            continue
        yield from (f"{metric} has no label {one}" for one in MATCHER.findall(matchers) if one not in labels)
        if not {"namespace", "exported_namespace"} & set(MATCHER.findall(matchers)):
            yield f"{metric} is that of every site"
