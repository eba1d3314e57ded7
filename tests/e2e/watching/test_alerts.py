"""The alerts that qc writes fire when they should, and let an ordinary day pass, in the judgement of Prometheus."""

from copy import deepcopy
from functools import cache
from pathlib import Path

import promtool
import pytest
import yaml

import qc
from sites import sites

if not promtool.IS_HERE:
    pytest.skip("no promtool: the alerts are not asked whether they fire", allow_module_level=True)

SITES = sites()
CASES = {file.stem: yaml.safe_load(file.read_text()) for file in sorted((Path(__file__).parent / "alerts").glob("*.yaml"))}


@cache
def rules(site: str) -> dict | None:
    found = [one["spec"] for one in qc.objects(SITES[site]) if one["kind"] == "PrometheusRule"]
    return found[0] if found else None


@pytest.mark.parametrize("site", SITES)
def test_prometheus_takes_the_rules(site: str, tmp_path: Path) -> None:
    spec = rules(site)
    assert spec is None or promtool.check(spec, tmp_path) == []


@pytest.mark.parametrize("name", CASES)
def test_what_fires_is_what_should(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    said = promtool.disagreement(rules(case["site"]), case, tmp_path)
    if said:
        pytest.fail(said, pytrace=False)


def test_every_alert_is_seen_to_fire() -> None:
    written = {one["alert"] for site in SITES for group in (rules(site) or {"groups": []})["groups"] for one in group["rules"]}
    assert written == {alert["alertname"] for case in CASES.values() for alert in case["fires"]}


def test_a_rule_that_never_fires_is_found(tmp_path: Path) -> None:
    case = CASES["tasks-wait-and-keda-sees-them"]
    spoiled = deepcopy(rules(case["site"]))
    for one in spoiled["groups"][0]["rules"]:
        one["expr"] = one["expr"].replace("edx-lms-core-default", "celery")
    assert "lms-worker" in promtool.disagreement(spoiled, case, tmp_path)


def test_a_rule_that_fires_too_soon_is_found(tmp_path: Path) -> None:
    case = CASES["an-ordinary-day"]
    spoiled = deepcopy(rules(case["site"]))
    for one in spoiled["groups"][0]["rules"]:
        one["for"] = "1m"
    assert "CeleryQueueBacklog" in promtool.disagreement(spoiled, case, tmp_path)
