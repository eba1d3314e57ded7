"""The comparison itself finds what it has to find, and an entry allows no more than it says."""

import pytest

from allowed import Allowed, Matches
from compare import ABSENT, Difference, differences


def worker(**spec) -> dict:
    return {"kind": "Deployment", "metadata": {"name": "lms-worker"}, "spec": spec}


@pytest.mark.parametrize(
    ("tutor", "qc", "found"),
    [
        ({"replicas": 1}, {"replicas": 1}, []),
        ({"replicas": 1}, {"replicas": 2}, [("spec.replicas", 1, 2)]),
        ({"replicas": 1}, {"replicas": "1"}, [("spec.replicas", 1, "1")]),
        ({"paused": True}, {"paused": 1}, [("spec.paused", True, 1)]),
        ({"paused": True}, {}, [("spec.paused", True, ABSENT)]),
        ({"a.b/c": {"d": 1}}, {"a.b/c": {"d": 2}}, [("spec[a.b/c].d", 1, 2)]),
        (
            {"env": [{"name": "A", "value": "1"}, {"name": "B", "value": "1"}]},
            {"env": [{"name": "B", "value": "2"}, {"name": "A", "value": "1"}]},
            [("spec.env[B].value", "1", "2"), ("spec.env(order)", ["A", "B"], ["B", "A"])],
        ),
        (
            {"args": ["celery", "--queues=a,b", "--queues=a"]},
            {"args": ["celery", "--queues=a"]},
            [("spec.args[--queues]", "--queues=a,b --queues=a", "--queues=a")],
        ),
        ({"ports": [1, 2]}, {"ports": [1, 3]}, [("spec.ports", [1, 2], [1, 3])]),
    ],
)
def test_each_difference_is_found_at_its_path(tutor: dict, qc: dict, found: list) -> None:
    all_found = differences([worker(**tutor)], [worker(**qc)])
    assert [(one.path, one.tutor, one.qc) for one in all_found] == found


def test_an_object_of_one_side_is_a_difference() -> None:
    assert differences([], [worker()]) == [Difference("Deployment", "lms-worker", "", ABSENT, worker())]


def test_scalers_of_one_worker_are_compared_whatever_their_names_are() -> None:
    scaler = {"kind": "ScaledObject", "metadata": {"name": "a"}, "spec": {"scaleTargetRef": {"name": "lms-worker"}}}
    other = scaler | {"metadata": {"name": "b"}}
    assert differences([scaler], [other]) == [Difference("ScaledObject", "lms-worker", "metadata.name", "a", "b")]


HOSTNAME = Difference("Deployment", "lms-worker", "args[--hostname]", "--hostname=edx.lms.%h", "--hostname=edx.lms@%h")


@pytest.mark.parametrize(
    ("changed", "allowed"),
    [
        ({}, True),
        ({"qc": "--hostname=edx.cms@%h"}, False),
        ({"qc": ABSENT}, False),
        ({"path": "args[--queues]"}, False),
        ({"kind": "ScaledObject"}, False),
    ],
)
def test_an_entry_allows_what_it_says_and_no_more(changed: dict, allowed: bool) -> None:
    entry = Allowed(
        name="node-name",
        reason="",
        kind="Deployment",
        path="args[--host*]",
        tutor=Matches(r"--hostname=(?P<queue>.*)\.%h"),
        qc=Matches(r"--hostname=(?P<queue>.*)@%h"),
        layouts=["stock"],
        way="files",
    )
    found = Difference(**(vars(HOSTNAME) | changed))
    assert entry.allows(found, "stock", "files") is allowed
    assert not entry.allows(found, "stock", "kustomize")
    assert not entry.allows(found, "cms-only", "files")
