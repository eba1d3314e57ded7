"""A worker that is told to stop in the middle of its work loses nothing: it ends by itself within the grace that qc writes, what
runs is finished, and what it has taken besides is run by the next worker. Each task runs once; but for gevent on Celery 5.4, which
runs some again, as the rule `green-pool-repeats-tasks` says.
"""

from collections import Counter
from pathlib import Path

import lines
import pytest
from fleet import Fleet
from site_read import Site

import qc
from started import Redis, side_by_side, until

SITE = Site(Path(__file__).with_name("stopped.celq"))
TRIED = [lines.OLDEST, lines.NEWEST]
TASKS = {"own-celery": "own.early", "own-late": "own.late.task", "own-greenlets": "own.greenlets.task"}
AT_ONCE = {"own-celery": 2, "own-late": 2, "own-greenlets": 4}
SENT = {"own-celery": 8, "own-late": 8, "own-greenlets": 12}


class Stopped:
    """A fleet of which each worker was stopped while its tasks ran, and then started again."""

    def __init__(self, fleet: Fleet) -> None:
        self.fleet = fleet
        workers = {workload: fleet.start(workload) for workload in TASKS}
        until(lambda: fleet.are_ready([*TASKS]), "all workers are ready")
        messages = [(task, None, {"task_id": f"{worker}-{n}"}) for worker, task in TASKS.items() for n in range(SENT[worker])]
        assert fleet.send("own", messages).wait() == 0
        until(lambda: all(len(self.of(worker, "starts")) >= AT_ONCE[worker] for worker in TASKS), "tasks run")
        for worker in workers.values():
            worker.told_to_stop()
        until(lambda: all("Warm shutdown" in worker.log.read_text() for worker in workers.values()), "they are about to stop")
        assert all(worker.runs() for worker in workers.values())
        for worker, task in TASKS.items():
            fleet.let_end(task, SENT[worker] * 2)
        self.codes = {workload: worker.ended(self.grace(workload)) for workload, worker in workers.items()}
        self.notes = {what: {worker: self.of(worker, what) for worker in TASKS} for what in ("starts", "ends")}
        self.left = fleet.left()
        for workload in TASKS:
            fleet.start(workload)
        until(lambda: all(len(set(self.of(worker, "ends"))) == SENT[worker] for worker in TASKS), "all tasks have ended")
        until(lambda: not fleet.left(), "nothing waits any more")

    def of(self, worker: str, what: str) -> list[str]:
        return [note["id"] for note in self.fleet.notes(what) if note["id"].startswith(worker)]

    def repeated(self, worker: str) -> set[str]:
        return {name for name, times in Counter(self.of(worker, "ends")).items() if times > 1}

    def grace(self, worker: str) -> int:
        return SITE.object("Deployment", worker)["spec"]["template"]["spec"]["terminationGracePeriodSeconds"]


@pytest.fixture(scope="module")
def all_(notes: Redis, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stopped]:
    folders = {line: tmp_path_factory.mktemp(f"stopped-{line}") for line in TRIED}

    def on(line: str) -> Stopped:
        with Fleet(SITE, line, folders[line], notes) as fleet:
            return Stopped(fleet)

    return side_by_side(on, TRIED)


@pytest.mark.parametrize("worker", TASKS)
@pytest.mark.parametrize("line", TRIED)
def test_it_ends_by_itself_when_what_runs_is_finished(line: str, worker: str, all_: dict[str, Stopped]) -> None:
    stopped = all_[line]
    assert stopped.codes[worker] == 0
    assert sorted(stopped.notes["starts"][worker]) == sorted(stopped.notes["ends"][worker])


@pytest.mark.parametrize("worker", TASKS)
@pytest.mark.parametrize("line", TRIED)
def test_all_else_is_given_back_and_runs_once(line: str, worker: str, all_: dict[str, Stopped]) -> None:
    stopped = all_[line]
    ended, again = stopped.notes["ends"][worker], stopped.repeated(worker)
    # Nothing is left in the hashes of what was taken.
    assert set(stopped.left) == {SITE.argument(each, "--queues") for each in TASKS}
    assert stopped.left[SITE.argument(worker, "--queues")] == SENT[worker] - len(ended) + len(again) > 0
    if line == lines.OLDEST and worker == "own-greenlets":
        assert again and again <= set(ended)
    else:
        assert not again


def test_qc_says_which_celery_repeats_tasks(tmp_path: Path) -> None:
    site = tmp_path / "site.celq"
    for line in lines.LINES:
        site.write_text(SITE.file.read_text().replace("site stopped", f"site stopped celery={lines.version(line)}"))
        assert ("green-pool-repeats-tasks" in qc.said(site)) == (line == lines.OLDEST)
