"""What changes limits by the clock can be done, by an account that may do it."""

from collections.abc import Callable
from copy import deepcopy

import pytest

import schedules
from built import each_site, first, nobody_complains, objects


@each_site
def test_what_is_scheduled_can_be_done(name: str) -> None:
    nobody_complains({name: schedules.complaints(objects(name))})


def test_the_site_of_this_file_has_cron_jobs_for_each_change() -> None:
    jobs = {one["metadata"]["name"]: one["spec"]["schedule"] for one in objects("sites-windows") if one["kind"] == "CronJob"}
    assert jobs == {
        "lms-worker-0000-max-8": "0 0 * * 6",
        "lms-worker-0000-max-10": "0 0 * * 1",
        "lms-worker-0800-max-20": "0 8 * * 1-5",
        "lms-worker-1800-max-10": "0 18 * * 1-5",
        "lms-worker-high-0600-max-6": "0 6 * * *",
        "lms-worker-high-2200-max-2": "0 22 * * *",
    }


def pod(site: list[dict]) -> dict:
    return first("CronJob", site)["spec"]["jobTemplate"]["spec"]["template"]


def arguments(site: list[dict]) -> list[str]:
    return pod(site)["spec"]["containers"][0]["args"]


def long_name(site: list[dict]) -> None:
    first("CronJob", site)["metadata"]["name"] = "w" * 53


def eighth_day(site: list[dict]) -> None:
    first("CronJob", site)["spec"]["schedule"] = "0 0 * * 5-7"


def no_zone(site: list[dict]) -> None:
    del first("CronJob", site)["spec"]["timeZone"]


def other_account(site: list[dict]) -> None:
    pod(site)["spec"]["serviceAccountName"] = "celery"


def no_account(site: list[dict]) -> None:
    site.remove(first("ServiceAccount", site))


def pods_of_a_worker(site: list[dict]) -> None:
    pod(site)["metadata"]["labels"] = {"app.kubernetes.io/name": "lms-worker"}


def shell(site: list[dict]) -> None:
    pod(site)["spec"]["containers"][0]["args"] = ["sh", "-c", "kubectl patch"]


def other_scaler(site: list[dict]) -> None:
    arguments(site)[2] = "lms-wroker"


def other_namespace(site: list[dict]) -> None:
    arguments(site)[3] = "--namespace=elsewhere"


def other_field(site: list[dict]) -> None:
    arguments(site)[5] = '--patch={"spec":{"maxReplicas":9}}'


def no_number(site: list[dict]) -> None:
    arguments(site)[5] = '--patch={"spec":{"maxReplicaCount":"9"}}'


def fewer_than_the_fewest(site: list[dict]) -> None:
    arguments(site)[5] = '--patch={"spec":{"maxReplicaCount":0}}'


def not_allowed(site: list[dict]) -> None:
    first("Role", site)["rules"][0]["verbs"].remove("patch")


def other_group(site: list[dict]) -> None:
    first("Role", site)["rules"][0]["apiGroups"] = ["autoscaling"]


def too_much(site: list[dict]) -> None:
    first("Role", site)["rules"][0]["verbs"].append("delete")


def too_many(site: list[dict]) -> None:
    first("Role", site)["rules"][0]["resourceNames"].append("cms-worker")


def no_role(site: list[dict]) -> None:
    site.remove(first("Role", site))


def other_subject(site: list[dict]) -> None:
    first("RoleBinding", site)["subjects"][0]["namespace"] = "elsewhere"


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        (long_name, "more than 52 characters"),
        (eighth_day, "cron does not read 0 0 * * 5-7"),
        (no_zone, "its hours are those of the control plane"),
        (other_account, "celery may not patch lms-worker"),
        (no_account, "ServiceAccount celery-windows is not there"),
        (pods_of_a_worker, "Deployment lms-worker takes its pods for the worker's"),
        (shell, "nobody knows what"),
        (other_scaler, "ScaledObject lms-wroker is not there"),
        (other_namespace, "ScaledObject lms-worker is not there"),
        (other_field, "are not limits of ScaledObject"),
        (no_number, "are not limits of ScaledObject"),
        (fewer_than_the_fewest, "more pods at least than at most"),
        (not_allowed, "celery-windows may not patch lms-worker"),
        (other_group, "celery-windows may not patch lms-worker"),
        (too_much, "it gives ['get', 'patch', 'delete']"),
        (too_many, "it gives cms-worker, which nothing patches"),
        (no_role, "what it gives is not there"),
        (other_subject, "celery-windows, to whom it gives it, is not there"),
    ],
)
def test_a_fault_is_found(fault: Callable[[list[dict]], None], complaint: str) -> None:
    site = deepcopy(objects("sites-windows"))
    fault(site)
    assert any(complaint in found for found in schedules.complaints(site))
