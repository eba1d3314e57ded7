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


def scaled_twice(site: list[dict]) -> None:
    first("HorizontalPodAutoscaler", site)["spec"]["scaleTargetRef"]["name"] = "lms-worker"


def autoscaled_from_zero(site: list[dict]) -> None:
    first("HorizontalPodAutoscaler", site)["spec"]["minReplicas"] = 0


def no_request(site: list[dict]) -> None:
    name = first("HorizontalPodAutoscaler", site)["spec"]["scaleTargetRef"]["name"]
    scaled = next(one for one in relations.of_kind(site, "Deployment") if one["metadata"]["name"] == name)
    del relations.container(scaled)["resources"]["requests"]["cpu"]


def nothing_to_watch(site: list[dict]) -> None:
    first("VerticalPodAutoscaler", site)["spec"]["targetRef"]["name"] = "cms-wroker-low"


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        (scaled_twice, "scalers have one target"),
        (autoscaled_from_zero, "more pods at least than at most, or none"),
        (no_request, "a share of cpu, of which its pods request nothing"),
        (nothing_to_watch, "what it watches is not there"),
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


def formula(site: list[dict]) -> dict:
    return first("ScaledObject", site)["spec"]["advanced"]["scalingModifiers"]


def other_name(site: list[dict]) -> None:
    formula(site)["formula"] += " + q7"


def unread_trigger(site: list[dict]) -> None:
    formula(site)["formula"] = "q0 / 10"


def pods_for_nothing(site: list[dict]) -> None:
    formula(site)["formula"] += " + 1"


def task_not_seen(site: list[dict]) -> None:
    formula(site)["formula"] = formula(site)["formula"].replace(" / 10", " / 10000")


def other_unit(site: list[dict]) -> None:
    formula(site)["target"] = "40"


def busy_pods_that_go(site: list[dict]) -> None:
    formula(site)["formula"] = formula(site)["formula"].replace("in_flight / 4", "in_flight / 8")


def list_not_watched(site: list[dict]) -> None:
    triggers = first("ScaledObject", site)["spec"]["triggers"]
    triggers.remove(next(one for one in triggers if one["metadata"]["listName"].endswith(":5")))


def foreign_hash(site: list[dict]) -> None:
    triggers = first("ScaledObject", site)["spec"]["triggers"]
    next(one for one in triggers if one["name"] == "in_flight")["metadata"]["listName"] = "campus:unacked"


def window_that_keeps_pods(site: list[dict]) -> None:
    first("ScaledObject", site)["spec"]["triggers"].append(window())
    formula(site)["formula"] = f"max({formula(site)['formula']}, w0)"


def window_that_starts_nothing(site: list[dict]) -> None:
    first("ScaledObject", site)["spec"]["triggers"].append(window())
    formula(site)["formula"] = f"max({formula(site)['formula']}, w0 - 1)"
    formula(site)["activationTarget"] = "5"


def window() -> dict:
    return {"type": "cron", "name": "w0", "metadata": {"desiredReplicas": "6"}}


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        (other_name, "its formula reads"),
        (unread_trigger, "its formula reads"),
        (pods_for_nothing, "wants pods where nothing is to be done"),
        (task_not_seen, "does not see one task in q0"),
        (other_unit, "does not give pods"),
        (busy_pods_that_go, "its formula keeps 0.5 of 1 pods that are busy"),
        (list_not_watched, "is not watched"),
        (foreign_hash, "the worker does not consume campus:unacked"),
        (window_that_keeps_pods, "wants pods where nothing is to be done: 1.0"),
        (window_that_starts_nothing, "a window does not start a worker"),
    ],
)
def test_a_fault_of_a_formula_is_found(fault: Callable[[list[dict]], None], complaint: str) -> None:
    site = good("sites-in-flight-and-priorities")
    fault(site)
    assert any(complaint in found for found in relations.complaints(site))


def no_variable(site: list[dict]) -> None:
    del relations.container(first("Deployment", site))["env"]


def user_without_password(site: list[dict]) -> None:
    del first("ScaledObject", site)["spec"]["triggers"][0]["authenticationRef"]


def queue_of_another(site: list[dict]) -> None:
    first("ScaledObject", site)["spec"]["triggers"][0]["metadata"]["queueName"] = "edx.cms.core.low"


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        (no_variable, "has no variable BROKER_USERNAME"),
        (user_without_password, "only together with a password"),
        (queue_of_another, "the worker does not consume edx.cms.core.low"),
    ],
)
def test_a_fault_of_rabbitmq_is_found(fault: Callable[[list[dict]], None], complaint: str) -> None:
    site = good("sites-rabbitmq")
    fault(site)
    assert any(complaint in found for found in relations.complaints(site))
