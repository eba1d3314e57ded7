"""What qc writes around the workers of a site fits together, and asks for nothing that is not there."""

import json
from collections.abc import Callable
from copy import deepcopy

import pytest

import around
from built import each_site, first, nobody_complains, objects

WATCHED = "sites-watched"


@each_site
def test_what_stands_around_the_workers_fits(name: str) -> None:
    nobody_complains({name: around.complaints(objects(name))})


def named(kind: str, name: str, site: list[dict]) -> dict:
    return next(one for one in site if (one["kind"], one["metadata"]["name"]) == (kind, name))


def test_the_world_sees_no_metrics_unless_it_is_told_so() -> None:
    def paths(name: str) -> list[tuple[str, str]]:
        rules = first("Ingress", objects(name))["spec"]["rules"]
        return [(path["path"], path["pathType"]) for rule in rules for path in rule["http"]["paths"]]

    open_to_all = [path for path, kind in paths(WATCHED) if kind == "Prefix" and "/metrics".startswith(path)]
    assert open_to_all == [] and ("/", "Exact") in paths(WATCHED)
    assert paths("sites-watched-by-flower") == [("/", "Prefix")]


def test_what_watches_is_selected_by_its_prometheus() -> None:
    monitors = [one for one in objects(WATCHED) if one["apiVersion"].startswith("monitoring.coreos.com/")]
    labels = {(one["kind"], one["metadata"]["name"]): one["metadata"]["labels"]["release"] for one in monitors}
    kinds = ["ServiceMonitor/celery-flower", "ServiceMonitor/celery-exporter", "PrometheusRule/celery"]
    assert labels == {tuple(kind.split("/")): "kube-prometheus-stack" for kind in kinds}


def test_nothing_that_nobody_watches_is_built() -> None:
    built = {one["kind"] for one in objects("examples-openedx-recommended")}
    assert built <= {"Deployment", "ScaledObject", "TriggerAuthentication"}


def other_pods(site: list[dict]) -> None:
    first("Service", site)["spec"]["selector"] = {"app.kubernetes.io/name": "flower"}


def other_port(site: list[dict]) -> None:
    first("ServiceMonitor", site)["spec"]["endpoints"][0]["port"] = "metrics"


def other_service(site: list[dict]) -> None:
    first("Service", site)["metadata"]["labels"]["app.kubernetes.io/name"] = "flower"


def no_service(site: list[dict]) -> None:
    site.remove(named("Service", "celery-flower", site))


def name_that_ends_flower(site: list[dict]) -> None:
    first("Service", site)["metadata"]["name"] = "flower"


def no_claim(site: list[dict]) -> None:
    site.remove(named("PersistentVolumeClaim", "lms-beat", site))


def no_file(site: list[dict]) -> None:
    site.remove(named("ConfigMap", "celery-broker", site))


def password_in_clear(site: list[dict]) -> None:
    container = named("Deployment", "celery-flower", site)["spec"]["template"]["spec"]["containers"][0]
    container["env"] = [{"name": "BROKER_PASSWORD", "value": "letmein"}]


def rolling(site: list[dict]) -> None:
    named("Deployment", "lms-beat", site)["spec"]["strategy"]["type"] = "RollingUpdate"


def unknown_metric(site: list[dict]) -> None:
    rule(site)["expr"] = "celery_tasks_total{namespace='campus'} > 0"


def unknown_label(site: list[dict]) -> None:
    rule(site)["expr"] = "celery_queue_length{namespace='campus',queue='default'} > 0"


def every_site(site: list[dict]) -> None:
    rule(site)["expr"] = "celery_queue_length{queue_name='default'} > 0"


def alert_twice(site: list[dict]) -> None:
    rules = first("PrometheusRule", site)["spec"]["groups"][0]["rules"]
    rules.append(deepcopy(rules[0]))


def unlabelled_dashboard(site: list[dict]) -> None:
    del named("ConfigMap", "celery-dashboard", site)["metadata"]["labels"]["grafana_dashboard"]


def panel_of_nothing(site: list[dict]) -> None:
    data = named("ConfigMap", "celery-dashboard", site)["data"]
    dashboard = json.loads(data["celery.json"])
    dashboard["panels"][0]["targets"][0]["expr"] = "sum(celery_workers_active{namespace='campus'})"
    data["celery.json"] = json.dumps(dashboard)


def rule(site: list[dict]) -> dict:
    return first("PrometheusRule", site)["spec"]["groups"][0]["rules"][0]


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        (other_pods, "it selects 0 Deployments"),
        (other_port, "no Service has a port metrics"),
        (other_service, "it selects 0 Services"),
        (no_service, "goes to no Service"),
        (name_that_ends_flower, "which ends Flower"),
        (no_claim, "there is no claim lms-beat"),
        (no_file, "there is no ConfigMap celery-broker"),
        (password_in_clear, "BROKER_PASSWORD stands in clear"),
        (rolling, "two of its pods want one volume"),
        (unknown_metric, "nobody has a metric celery_tasks_total"),
        (unknown_label, "celery_queue_length has no label queue"),
        (every_site, "celery_queue_length is that of every site"),
        (alert_twice, "CeleryQueueBacklog is there twice"),
        (unlabelled_dashboard, "Grafana's sidecar passes over it"),
        (panel_of_nothing, "nobody has a metric celery_workers_active"),
    ],
)
def test_a_fault_is_found(fault: Callable[[list[dict]], None], complaint: str) -> None:
    site = deepcopy(objects(WATCHED))
    fault(site)
    assert any(complaint in found for found in around.complaints(site))
