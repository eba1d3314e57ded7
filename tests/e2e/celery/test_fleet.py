"""Workers that are started as qc says run each task once, and the one that `qc routes` names runs it.

Of each site all workers are started side by side, on the Celery that it pins and on the newest; the layout that Open edX
recommends on every line. Then each service sends each of its tasks.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import lines
import pytest
from fleet import Fleet
from site_read import Site, task_of

import qc
from started import Redis, until

EXAMPLES = qc.CLONE / "spec" / "examples"
RECOMMENDED = EXAMPLES / "openedx-recommended.celq"
OWN = Path(__file__).parent / "sites"
# What they show, the examples show on the newest.
OLDER = [OWN / "two-kinds.celq", OWN / "newer-options.celq"]
SITES = {file.stem: Site(file) for file in [*EXAMPLES.glob("*.celq"), *OWN.glob("*.celq")]}
ON_REDIS = {name: site for name, site in SITES.items() if site.model["broker"]["kind"] == "redis"}
RUNS = [
    (line, name)
    for line in lines.LINES
    for name, site in ON_REDIS.items()
    if site.file == RECOMMENDED or line in site.lines or (line == lines.NEWEST and site.file not in OLDER)
]


class Fleets:
    """The sites of one line at a time, with all their workers and all that was sent to them."""

    def __init__(self, notes: Redis, folders: pytest.TempPathFactory) -> None:
        self.notes, self.folders = notes, folders
        self.line, self.open = "", ExitStack()

    def of(self, line: str) -> dict[str, Fleet]:
        if line != self.line:
            self.open.close()
            self.line, self.started = line, self.start(line)
        return self.started

    def start(self, line: str) -> dict[str, Fleet]:
        started = {name: self.opened(line, name) for on, name in RUNS if on == line}
        for fleet in started.values():
            for workload in fleet.site.workers:
                fleet.start(workload)
        until(lambda: all(fleet.are_ready([*fleet.site.workers]) for fleet in started.values()), "all workers are ready")
        senders = [
            fleet.send(service, messages(fleet.site, service)) for fleet in started.values() for service in fleet.site.services
        ]
        assert [sender.wait() for sender in senders] == [0] * len(senders)
        return started

    def opened(self, line: str, name: str) -> Fleet:
        folder = self.folders.mktemp(f"{line}-{name}")
        return self.open.enter_context(Fleet(ON_REDIS[name], line, folder, self.notes))


@pytest.fixture(scope="module")
def fleets(notes: Redis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleets]:
    fleets = Fleets(notes, tmp_path_factory)
    yield fleets
    fleets.open.close()


@pytest.mark.parametrize(("line", "name"), RUNS)
def test_each_task_is_run_once_by_the_worker_that_qc_names(line: str, name: str, fleets: Fleets) -> None:
    fleet = fleets.of(line)[name]
    site = fleet.site
    said = {identity(way["sender"], task_of(way)): (site.node(way["worker"]), way["queue"]) for way in site.ways}
    until(lambda: len(fleet.notes("ends")) >= len(said) and not fleet.left(), f"{len(said)} tasks are run")
    for what in ("starts", "ends"):
        noted = fleet.notes(what)
        assert {note["id"]: (note["node"], note["queue"]) for note in noted} == said
        assert set(Counter(note["id"] for note in noted).values()) == {1}


def messages(site: Site, service: str) -> list[tuple[str, float, dict]]:
    """A message for each task that a service sends."""
    sent = site.sent(service)
    queues = {task: {"queue": queue} if queue else {} for task, queue in sent.items()}
    return [(task, 0, {"task_id": identity(service, task)} | queue) for task, queue in queues.items()]


def identity(sender: str, task: str) -> str:
    return f"{sender}:{task}"


def test_each_example_runs_on_what_it_pins_and_on_the_newest() -> None:
    assert {name for _, name in RUNS} == set(ON_REDIS) >= {file.stem for file in EXAMPLES.glob("*.celq")} - {"rabbitmq"}
    assert {line for line, name in RUNS if name == RECOMMENDED.stem} == set(lines.LINES)
