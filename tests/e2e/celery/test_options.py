"""What spec/celery/worker-options.yaml says of each option on each pool is so, on the oldest and the newest Celery.

honoured: the effect is seen. ignored: the worker runs its tasks, and the effect is not there. rejected: the worker ends, or
never runs a task.
"""

from collections.abc import Iterator
from contextlib import ExitStack

import lines
import options
import probes
import pytest
from options import POOLS
from probes import APART, PROBES, RUNS, Run
from trial import Trial

from started import Redis, redis_server, until

TRIED = (lines.OLDEST, lines.NEWEST)
CASES = [
    (line, pool, option)
    for line in TRIED
    for pool in POOLS
    for option in PROBES
    if options.is_there(option, line) and (option, pool) not in APART
]


class Trials:
    """All runs on all pools of one line, started side by side."""

    def __init__(self, notes: Redis, folders: pytest.TempPathFactory) -> None:
        self.notes, self.folders, self.open = notes, folders, ExitStack()
        self.started: dict[tuple[str, str, str], Trial] = {}
        self.broker = self.open.enter_context(redis_server(folders.mktemp("broker"), databases=200))

    def of(self, line: str, pool: str, run: Run) -> Trial:
        if (line, pool, run.name) not in self.started:
            self.start(line)
        return self.started[line, pool, run.name]

    def start(self, line: str) -> None:
        runs = [run for run in RUNS if all(options.is_there(option, line) for option in run.options())]
        self.start_all([(line, pool, run) for run in runs for pool in run.pools])

    def start_all(self, all_: list[tuple[str, str, Run]]) -> list[Trial]:
        started = [self.begun(*one) for one in all_]
        until(lambda: all(trial.is_ready() or trial.exit_code() is not None for trial in started), "all are ready or gone")
        for (_, _, run), trial in zip(all_, started, strict=True):
            run.send(trial)
        return started

    def begun(self, line: str, pool: str, run: Run) -> Trial:
        number, folder = len(self.started), self.folders.mktemp(f"{line}-{pool}-{run.name}")
        trial = Trial(line, pool, run.arguments, self.broker, number, self.notes, folder)
        self.started[line, pool, run.name] = trial
        run.before(trial)
        self.open.enter_context(trial.start())
        return trial


@pytest.fixture(scope="module")
def trials(notes: Redis, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trials]:
    trials = Trials(notes, tmp_path_factory)
    yield trials
    trials.open.close()


@pytest.mark.parametrize(("line", "pool", "option"), CASES)
def test_an_option_does_what_the_table_says(line: str, pool: str, option: str, trials: Trials) -> None:
    run = probes.run_of(option, pool)
    trial, effect = trials.of(line, pool, run), PROBES[option]
    match options.word(option, pool):
        case "honoured":
            until(lambda: effect(trial), f"{option} has its effect on {pool}")
        case "ignored":
            until(lambda: run.is_over(trial), f"{pool} runs tasks with {option}")
            assert trial.exit_code() is None and not effect(trial)
        case "rejected":
            until(lambda: trial.exit_code(), f"{pool} ends with {option}")


def test_an_older_celery_refuses_an_option_that_it_does_not_have(trials: Trials) -> None:
    newer = [option for option in PROBES if not options.is_there(option, lines.OLDEST)]
    assert newer == ["--disable-prefetch", "--pool-start-method"]
    runs = [probes.run_of(option, "prefork") for option in newer]
    refused = trials.start_all([(lines.OLDEST, "prefork", run) for run in runs])
    assert [trial.exit_code() for trial in refused] == [2, 2]


@pytest.mark.parametrize(("line", "runs_at_last"), [("5.6", False), ("5.7", True)])
def test_gevent_that_does_not_prefetch_takes_nothing_or_hardly_anything(
    line: str, runs_at_last: bool, trials: Trials
) -> None:
    bare, starved = trials.start_all([(line, "gevent", probes.EAGER), (line, "gevent", probes.STARVED)])
    until(lambda: probes.EAGER.is_over(bare), "a worker without the option runs everything")
    if runs_at_last:
        until(lambda: probes.STARVED.is_over(starved), "a worker of 5.7 runs everything at last")
        assert starved.took() > 4
    else:
        assert starved.is_ready() and starved.exit_code() is None
        assert not starved.notes("starts") and starved.waiting() == len(probes.MANY)


@pytest.mark.parametrize("option", probes.SEEN_ELSEWHERE)
def test_a_probe_sees_nothing_where_its_option_is_not_given(option: str, trials: Trials) -> None:
    own, other = probes.run_of(option, "prefork"), probes.control(option)
    assert option not in other.options()
    until(lambda: PROBES[option](trials.of(lines.NEWEST, "prefork", own)), f"{option} has its effect")
    trial = trials.of(lines.NEWEST, "prefork", other)
    until(lambda: other.is_over(trial), "its tasks have run")
    assert not PROBES[option](trial)
