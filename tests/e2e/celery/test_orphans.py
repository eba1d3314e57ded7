"""What a worker with gevent or eventlet had taken when it died: from Celery 5.6 on, with the settings that qc writes, the next one
gives it back and runs it. Before, an idle one does not; one with prefork does, but under its own key alone. That is what the rule
`gevent-never-redelivers` says, and where it is silent.
"""

import json
import time
from collections import Counter
from pathlib import Path

import lines
import pytest
from fleet import Fleet
from site_read import Site

import qc
from started import Redis, side_by_side, until

FILE = Path(__file__).with_name("orphans.celq")
# The tasks of the workers, and under which key they keep what they have taken.
GREEN = {
    "own-celery": ("own.task", "unacked"),
    "own-green": ("own.green.task", "unacked"),
    "own-counted": ("own.counted.task", "unacked.own-counted"),
}
# Those with the key that a worker with prefork looks under.
SHARED = [worker for worker, (_, key) in GREEN.items() if key == "unacked"]
RULE = "gevent-never-redelivers"
SENT = 6
VISIBILITY = 2 * 3600
# How long idle workers are watched that are not expected to give anything back; one that does so needs 4 s.
IDLE = 8.0
LOOKS = ["5.6", "5.7"]
DOES_NOT = ["5.4", "5.5"]


class Orphaned:
    """A fleet whose workers with gevent were killed while they had taken tasks, and then started again."""

    def __init__(self, fleet: Fleet) -> None:
        self.fleet = fleet
        workers = [fleet.start(workload) for workload in GREEN]
        messages = [(task, None, {"task_id": f"{worker}-{n}"}) for worker, (task, _) in GREEN.items() for n in range(SENT)]
        assert fleet.send("own", messages).wait() == 0
        until(lambda: all(len(self.of(worker, "starts")) == 2 and self.taken(worker) for worker in GREEN), "tasks are taken")
        for worker in workers:
            worker.kill()
        self.begun = {worker: set(self.of(worker, "starts")) for worker in GREEN}
        self.orphans = self.when_nobody_is_left()
        for worker, (task, _) in GREEN.items():
            # More than there are tasks, because a dead worker may still be given some.
            fleet.let_end(task, 2 * SENT)
            fleet.start(worker)
        until(lambda: all(self.waiting(worker) <= set(self.of(worker, "ends")) for worker in GREEN), "what waited is run")
        if fleet.line in LOOKS:
            until(lambda: not fleet.left(), "what was taken is given back and run")
        else:
            self.look_at_idle_workers()

    def when_nobody_is_left(self) -> dict[str, set[str]]:
        """What the dead had taken, once Redis has read all that they had sent; it is as if the timeout had passed."""
        broker = self.fleet.broker
        for _ in range(3):
            broker.ping()
        for index in {f"{key}_index" for _, key in GREEN.values()}:
            for tag in broker.zrange(index, 0, -1):
                broker.zincrby(index, -VISIBILITY - 1, tag)
        return {worker: self.taken(worker) for worker in GREEN}

    def look_at_idle_workers(self) -> None:
        until(lambda: self.all_taken() == self.orphans, "nothing is taken but what the dead had")
        end, self.idle = time.monotonic() + IDLE, [self.orphans]
        while time.monotonic() < end:
            time.sleep(0.5)
            self.idle.append(self.all_taken())
        self.fleet.start("own-rests")
        until(lambda: all(self.orphans[one] <= set(self.of(one, "ends")) for one in SHARED), "prefork gives it back, and it is run")
        until(lambda: not any(map(self.taken, SHARED)), "all is acknowledged")
        self.at_last = self.all_taken()

    def waiting(self, worker: str) -> set[str]:
        """What no worker had taken."""
        return self.ids(worker) - self.begun[worker] - self.orphans[worker]

    def lost(self, worker: str) -> set[str]:
        """What ran is acknowledged, where nothing counts it, and lost with its worker."""
        return self.begun[worker] - self.orphans[worker]

    def ids(self, worker: str) -> set[str]:
        return {f"{worker}-{number}" for number in range(SENT)}

    def of(self, worker: str, what: str) -> list[str]:
        return [note["id"] for note in self.fleet.notes(what) if note["id"].startswith(worker)]

    def taken(self, worker: str) -> set[str]:
        messages = map(json.loads, self.fleet.broker.hvals(GREEN[worker][1]))
        return {message["headers"]["id"] for message, *_ in messages} & self.ids(worker)

    def all_taken(self) -> dict[str, set[str]]:
        return {worker: self.taken(worker) for worker in GREEN}


@pytest.fixture(scope="module")
def all_(notes: Redis, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Orphaned]:
    folders = {line: tmp_path_factory.mktemp(f"orphans-{line}") for line in lines.LINES}

    def on(line: str) -> Orphaned:
        file = folders[line] / "site.celq"
        file.write_text(FILE.read_text().replace("site orphans", f"site orphans celery={lines.version(line)}"))
        with Fleet(Site(file), line, folders[line], notes) as fleet:
            return Orphaned(fleet)

    return side_by_side(on, lines.LINES)


@pytest.mark.parametrize("worker", GREEN)
@pytest.mark.parametrize("line", LOOKS)
def test_what_a_worker_had_taken_is_run_once_by_the_next(line: str, worker: str, all_: dict[str, Orphaned]) -> None:
    orphaned = all_[line]
    assert orphaned.orphans[worker] and (worker in SHARED or not orphaned.lost(worker))
    assert Counter(orphaned.of(worker, "ends")) == Counter(orphaned.ids(worker) - orphaned.lost(worker))


@pytest.mark.parametrize("line", DOES_NOT)
def test_before_an_idle_worker_gives_nothing_back(line: str, all_: dict[str, Orphaned]) -> None:
    orphaned = all_[line]
    assert all(orphaned.orphans.values())
    assert orphaned.idle == [orphaned.orphans] * len(orphaned.idle)
    # One with prefork has done so at last, but not under the key of another.
    assert orphaned.at_last == {worker: set() if worker in SHARED else orphaned.orphans[worker] for worker in GREEN}
    for worker in SHARED:
        assert Counter(orphaned.of(worker, "ends")) == Counter(orphaned.ids(worker) - orphaned.lost(worker))


def test_the_rule_speaks_where_nobody_gives_anything_back(all_: dict[str, Orphaned]) -> None:
    sites = {line: orphaned.fleet.site.file for line, orphaned in all_.items()}
    assert [line for line, site in sites.items() if RULE in qc.said(site)] == DOES_NOT
    assert [line for line, site in sites.items() if '"polling_interval": 5' in qc.settings(site)] == LOOKS
