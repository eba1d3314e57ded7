"""What a scaler with `count=in_flight` reads in Redis is what there is to do: the tasks that wait and those that run, at every
moment, and nothing at the end. The workers are started as deployed, and what is read is what the triggers of KEDA name.
"""

from collections.abc import Iterator
from pathlib import Path

import formulas
import lines
import pytest
from fleet import Fleet
from site_read import Site

from started import Redis, until

SITE = Site(Path(__file__).with_name("counted.celq"))
# Of each worker the tasks that it is sent, how many it runs at once and how many it takes, and how many of those that wait are
# one pod's work.
WORKERS = {
    "own-single": (["own.single.task"] * 7, 2, 2 * 1, 2),
    "own-ahead": (["own.ahead.task"] * 11, 2, 2 * 3, 10),
    "own-several": (["own.several.task", "own.several.later", "own.beside.task"] * 3, 3, 3 * 1, 4),
    "own-threads": (["own.threads.task"] * 10, 4, 4 * 1, 5),
}


@pytest.fixture(scope="module", params=[lines.OLDEST, lines.NEWEST])
def fleet(request: pytest.FixtureRequest, notes: Redis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    tasks = [(name, f"{worker}-{number}") for worker, (names, *_) in WORKERS.items() for number, name in enumerate(names)]
    with Fleet(SITE, request.param, tmp_path_factory.mktemp("counted"), notes) as fleet:
        sender = fleet.send("own", [(name, None, {"task_id": identity}) for name, identity in tasks])
        for workload in WORKERS:
            fleet.start(workload)
        assert sender.wait() == 0
        yield fleet


@pytest.mark.parametrize("worker", WORKERS)
def test_the_scaler_counts_what_waits_and_what_runs(worker: str, fleet: Fleet) -> None:
    names, runs, takes, list_length = WORKERS[worker]
    formula = SITE.object("ScaledObject", worker)["spec"]["advanced"]["scalingModifiers"]["formula"]

    def pods() -> float:
        return formulas.value(formula, values(fleet, worker))

    def is_counted(ended: int) -> bool:
        return len(of(fleet, worker, "ends")) == ended and sum(values(fleet, worker).values()) == len(names) - ended

    # All run until they are let go: what a pod can run is one pod of the formula, however much of it waits in a pod.
    until(lambda: values(fleet, worker)["in_flight"] == takes, "the worker has what it can take")
    assert is_counted(0) and pods() == pytest.approx(takes / runs + (len(names) - takes) / list_length)
    for ended, name in enumerate(order(fleet, worker), start=1):
        fleet.let_end(name, 1)
        until(lambda: is_counted(ended), f"all but {ended} are counted")
    until(lambda: not any(values(fleet, worker).values()), "nothing is counted at the end")
    assert pods() == 0


def order(fleet: Fleet, worker: str) -> Iterator[str]:
    """The tasks of a worker, one that runs after the other."""
    names, *_ = WORKERS[worker]
    for _ in names:
        until(lambda: running(fleet, worker), "a task runs")
        yield running(fleet, worker)[0]["task"]


def running(fleet: Fleet, worker: str) -> list[dict]:
    ended = {note["id"] for note in of(fleet, worker, "ends")}
    return [note for note in of(fleet, worker, "starts") if note["id"] not in ended]


def of(fleet: Fleet, worker: str, what: str) -> list[dict]:
    return [note for note in fleet.notes(what) if note["id"].startswith(worker)]


def values(fleet: Fleet, worker: str) -> dict[str, int]:
    """What KEDA reads for each trigger: the length of a list, or of a hash."""
    triggers = SITE.object("ScaledObject", worker)["spec"]["triggers"]
    lengths = {"list": "llen", "hash": "hlen"}
    read = {}
    for trigger in triggers:
        client, key = fleet.server.client(int(trigger["metadata"]["databaseIndex"])), trigger["metadata"]["listName"]
        kind = client.type(key)
        read[trigger["name"]] = 0 if kind == "none" else getattr(client, lengths[kind])(key)
    return read
