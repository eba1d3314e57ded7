"""The objects that qc writes for a site fit each other."""

from collections.abc import Callable
from copy import deepcopy

import pytest

import relations
from built import each_site, first, good, nobody_complains, objects


@each_site
def test_objects_fit_each_other(name: str) -> None:
    nobody_complains({name: relations.complaints(objects(name))})


def other_target(site: list[dict]) -> None:
    first("ScaledObject", site)["spec"]["scaleTargetRef"]["name"] = "lms-wroker"


def no_target(site: list[dict]) -> None:
    del first("ScaledObject", site)["spec"]["scaleTargetRef"]


def other_namespace(site: list[dict]) -> None:
    first("ScaledObject", site)["metadata"]["namespace"] = "elsewhere"


def no_authentication(site: list[dict]) -> None:
    site.remove(first("TriggerAuthentication", site))


def long_name(site: list[dict]) -> None:
    first("ScaledObject", site)["metadata"]["name"] = "w" * 55


def underscore(site: list[dict]) -> None:
    first("TriggerAuthentication", site)["metadata"]["name"] = "celery_broker"


def two_of_a_name(site: list[dict]) -> None:
    site.append(first("PodDisruptionBudget", site))


def two_scalers(site: list[dict]) -> None:
    other = deepcopy(first("ScaledObject", site))
    other["metadata"]["name"] = "other"
    site.append(other)


def more_at_least_than_at_most(site: list[dict]) -> None:
    first("ScaledObject", site)["spec"]["minReplicaCount"] = 7


def number_of_pods_beside_a_scaler(site: list[dict]) -> None:
    name = first("ScaledObject", site)["spec"]["scaleTargetRef"]["name"]
    for one in relations.of_kind(site, "Deployment"):
        if one["metadata"]["name"] == name:
            one["spec"]["replicas"] = 2


def unwatched_queue(site: list[dict]) -> None:
    first("ScaledObject", site)["spec"]["triggers"].pop()


def foreign_queue(site: list[dict]) -> None:
    first("ScaledObject", site)["spec"]["triggers"][0]["metadata"]["listName"] = "edx.cms.core.low"


def foreign_pods(site: list[dict]) -> None:
    first("PodDisruptionBudget", site)["spec"]["selector"]["matchLabels"] = {"app.kubernetes.io/name": "lms"}


def pods_not_its_own(site: list[dict]) -> None:
    first("Deployment", site)["spec"]["template"]["metadata"]["labels"].clear()


def no_volume(site: list[dict]) -> None:
    first("Deployment", site)["spec"]["template"]["spec"]["volumes"].pop()


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        (other_target, "what it scales is not there"),
        (no_target, "what it scales is not there"),
        (other_namespace, "what it scales is not there"),
        (no_authentication, "TriggerAuthentication celery-broker is not there"),
        (long_name, "more than 54 characters"),
        (underscore, "not a name in Kubernetes"),
        (two_of_a_name, "objects have one name"),
        (two_scalers, "scalers have one target"),
        (more_at_least_than_at_most, "more pods at least than at most"),
        (number_of_pods_beside_a_scaler, "says how many pods it has"),
        (unwatched_queue, "no trigger watches"),
        (foreign_queue, "the worker does not consume edx.cms.core.low"),
        (foreign_pods, "it selects no pod"),
        (pods_not_its_own, "it does not select its own pods"),
        (no_volume, "no volume is called"),
    ],
)
def test_a_fault_is_found(fault: Callable[[list[dict]], None], complaint: str) -> None:
    site = good()
    fault(site)
    assert any(complaint in found for found in relations.complaints(site))
