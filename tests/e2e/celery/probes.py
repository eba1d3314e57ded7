"""How each option of `celery worker` is tried, and how its effect is seen.

A run is a worker with some options at once, on some pools, and what it is sent. A probe says of a trial whether the effect of
an option is there. Out: two tables, and for an option and a pool the run that has it.
"""

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import options
from options import POOLS
from trial import Trial

GREEN = ("gevent", "eventlet")
QUICK = ("quick-1", "quick-2", "quick-3")
MANY = tuple(f"many-{number}" for number in range(6))
SECONDS = 3.0
FOR_EVER = 600.0


@dataclass(frozen=True)
class Run:
    """A worker with options, on some pools. What it does is over when all of `until` has ended, or it has."""

    name: str
    pools: tuple[str, ...]
    arguments: str
    send: Callable[[Trial], None]
    ends: tuple[str, ...] = ()
    before: Callable[[Trial], None] = lambda trial: None

    def options(self) -> list[str]:
        return [argument.partition("=")[0] for argument in self.arguments.split()]

    def is_over(self, trial: Trial) -> bool:
        return set(self.ends) <= set(trial.named("ends"))


def files(trial: Trial) -> None:
    trial.send("one", 2)
    trial.send("two", 2)
    trial.send("included", task="extra.task")
    trial.send("second", queue="second")
    trial.send("third", queue="third")


def stale(trial: Trial) -> None:
    trial.send("stale")


def limits(trial: Trial) -> None:
    trial.send("limited", SECONDS)
    for name in QUICK:
        trial.send(name, 0.2)
    # What has its effect in another run has none here.
    trial.send("included", task="extra.task")
    trial.send("second", queue="second")
    trial.send("third", queue="third")


def grows(trial: Trial) -> None:
    for name in QUICK:
        trial.send(name, SECONDS)


def recycles(trial: Trial) -> None:
    for name in QUICK:
        trial.send(name)
    for number in range(20):
        trial.send(f"long-{number}", FOR_EVER)


def long(trial: Trial) -> None:
    for number in range(6):
        trial.send(f"long-{number}", FOR_EVER)


def many(trial: Trial) -> None:
    for name in MANY:
        trial.send(name, 1)


def nothing(trial: Trial) -> None:
    pass


FILES = (
    "--hostname=probe@%h --loglevel=debug --optimization=fair --statedb={folder}/state --logfile={folder}/worker.log"
    " --pidfile={folder}/worker.pid --umask=0077 --executable=/bin/false --include=extra --queues=first,second,third"
    " --exclude-queues=second --purge --task-events --without-gossip --without-mingle --heartbeat-interval=1 --concurrency=2"
)
LIMITS = "--concurrency=2 --soft-time-limit=1 --time-limit=2 --max-tasks-per-child=1 --without-heartbeat"
BEAT = "--schedule-filename={folder}/schedule --scheduler=extra:Noting"
RECYCLES = "--concurrency=2 --prefetch-multiplier=5 --max-memory-per-child=1"
RUNS = [
    Run("files", POOLS, FILES, files, ("one", "two", "included", "third"), before=stale),
    Run("limits", ("prefork", "threads", "solo"), LIMITS, limits, QUICK, before=stale),
    Run("limits", GREEN, f"{LIMITS} {BEAT}", limits, QUICK, before=stale),
    Run("grows", POOLS, "--autoscale=2,1", grows, QUICK),
    Run("recycles", POOLS, RECYCLES, recycles, QUICK),
    Run("spawns", POOLS, "--pool-start-method=spawn --concurrency=1", files, ("one",)),
    Run("takes", POOLS, "--disable-prefetch --concurrency=2", long),
    Run("beats", POOLS, f"--beat {BEAT}", nothing),
    Run("detached", POOLS, "--detach --executable=/bin/true", nothing),
]
# Six tasks of a second wait for two places: three seconds, where a free one is taken at once.
EAGER = Run("eager", ("gevent",), "--concurrency=2", nothing, MANY, before=many)
STARVED = Run("starved", ("gevent",), "--concurrency=2 --disable-prefetch", nothing, MANY, before=many)


def run_of(option: str, pool: str) -> Run:
    """The run that tries an option on a pool."""
    return next(run for run in RUNS if pool in run.pools and option in ["--pool", *run.options()])


def control(option: str) -> Run:
    """A run without the option, which is sent what would show its effect."""
    limits, files = (next(run for run in RUNS if run.name == name) for name in ("limits", "files"))
    return limits if option in files.options() else files


def node(trial: Trial) -> bool:
    return f"probe@{socket.gethostname()}" in {note["node"] for note in trial.notes("is ready")}


def pool(trial: Trial) -> bool:
    """The banner says which pool it is."""
    name = trial.pool.removesuffix("s")
    return f"({name})" in trial.text("output.log")


def hard_limit(trial: Trial) -> bool:
    log = trial.text("output.log")
    return "Hard time limit" in log and not trial.named("ends")["limited"]


def children_are_used_once(trial: Trial) -> bool:
    return len({note["pid"] for note in trial.notes("ends") if note["id"] in QUICK}) == len(QUICK)


PROBES: dict[str, Callable[[Trial], bool]] = {
    "--hostname": node,
    "--detach": lambda trial: trial.exit_code() == 0 and not trial.is_ready(),
    "--statedb": lambda trial: bool(list(trial.folder.glob("state.d*"))),
    "--loglevel": lambda trial: "DEBUG" in trial.text("worker.log"),
    "--prefetch-multiplier": lambda trial: trial.waiting() == 20 - 2 - 2 * 5,
    "--disable-prefetch": lambda trial: trial.waiting() == 6 - 2,
    "--concurrency": lambda trial: trial.overlap() == 2,
    "--pool": pool,
    "--task-events": lambda trial: "task-succeeded" in {event["type"] for event in trial.events()},
    "--time-limit": hard_limit,
    "--soft-time-limit": lambda trial: trial.named("is told to stop")["limited"] == 1,
    "--max-tasks-per-child": children_are_used_once,
    "--pool-start-method": lambda trial: "spawn_main" in trial.children(),
    "--max-memory-per-child": children_are_used_once,
    "--purge": lambda trial: bool(trial.named("ends")["one"]) and not trial.named("ends")["stale"],
    "--queues": lambda trial: trial.named("ends")["third"] == 1,
    "--exclude-queues": lambda trial: trial.named("ends")["third"] == 1 and trial.waiting("second") == 1,
    "--include": lambda trial: trial.named("ends")["included"] == 1,
    # Whoever gossips listens to the events of others.
    "--without-gossip": lambda trial: trial.is_ready() and not trial.broker.exists("_kombu.binding.celeryev"),
    "--without-mingle": lambda trial: "ready." in trial.text("worker.log") and "mingle" not in trial.text("worker.log"),
    "--without-heartbeat": lambda trial: trial.is_ready() and "worker-heartbeat" not in {e["type"] for e in trial.events()},
    "--heartbeat-interval": lambda trial: 1 in {event.get("freq") for event in trial.events()},
    "--autoscale": lambda trial: trial.overlap() == 2,
    "--beat": lambda trial: len([note for note in trial.notes("ends") if note["task"] == "probe.tick"]) >= 2,
    "--schedule-filename": lambda trial: bool(list(trial.folder.glob("schedule*"))),
    "--scheduler": lambda trial: bool(trial.notes("schedules")),
    "--logfile": lambda trial: bool(trial.text("worker.log")),
    "--pidfile": lambda trial: trial.text("worker.pid").strip() == str(trial.worker.process.pid),
    "--umask": lambda trial: trial.status("Umask") == "0077",
    "--executable": lambda trial: Path(os.readlink(f"/proc/{trial.worker.process.pid}/exe")).name == "false",
}
# What cannot be seen, and why.
WITHOUT_PROBE = {
    "--optimization": "both of its values are the same strategy in Celery 5.4 to 5.7",
    "--uid": "only root can become somebody else, who may then not read Python's own files",
    "--gid": "as --uid",
}
# What has a test of its own.
APART = {("--disable-prefetch", "gevent")}
assert set(PROBES) | set(WITHOUT_PROBE) == set(options.ROWS), "an option has neither a probe nor a reason"
# Those of which an effect could be seen in another run than their own: each run has a pool and some concurrency.
SEEN_ELSEWHERE = [
    option for option in PROBES if option not in ("--pool", "--concurrency", "--autoscale", "--umask", "--executable")
]
