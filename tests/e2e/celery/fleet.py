"""The workers of a site, each started as its Deployment says, on one line of Celery and a Redis of their own.

In: a site, a line, a folder, and the Redis for notes. Out: the workers, what is sent to them, what they noted, and what is
left in the broker.
"""

import json
import subprocess
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path

import lines
import projects
import redis
from program import started_as
from site_read import Site

from started import Program, Redis, redis_server

# One with signs that a URL cannot have.
PASSWORD = "p@ss/word"
SECRETS = defaultdict(lambda: PASSWORD)
# By which a worker knows that it acknowledges late.
IN_FLIGHT = "CELQ_IN_FLIGHT"


class Fleet:
    def __init__(self, site: Site, line: str, folder: Path, notes: Redis) -> None:
        self.site, self.line, self.folder = site, line, folder
        self.told, self.open = notes, ExitStack()
        self.read: list[dict] = []

    def __enter__(self) -> "Fleet":
        login = (self.site.broker.get("username", ""), PASSWORD) if "password" in self.site.broker else ()
        self.server = self.open.enter_context(redis_server(self.folder, *login))
        projects.write(self.site, self.server, self.told, self.folder)
        return self

    def __exit__(self, *_: object) -> None:
        self.open.close()

    @property
    def broker(self) -> redis.Redis:
        return self.server.client(self.site.broker.get("db", 0))

    def start(self, workload: str) -> Program:
        """Starts a worker as its Deployment says, word by word."""
        command, environment = self.deployed(workload)
        name = f"{workload}-{len(list(self.folder.glob('*.log')))}"
        return self.open.enter_context(Program(command, environment, self.folder, name))

    def deployed(self, workload: str) -> tuple[list[str], dict[str, str]]:
        command, environment = started_as(self.site.objects, workload, SECRETS, self.folder, lines.programs(self.line))
        return command, environment | {"PYTHONPATH": str(self.folder)}

    def are_ready(self, workloads: list[str]) -> bool:
        return {self.site.node(workload) for workload in workloads} <= {one["node"] for one in self.notes("is ready")}

    def send(self, service: str, messages: list[tuple[str, float | None, dict]]) -> subprocess.Popen:
        """Sends tasks as a process of the service does that is no worker; they are sent when it has ended."""
        workload = next(name for name, of in self.site.workers.items() if of == service)
        _, environment = self.deployed(workload)
        environment.pop(IN_FLIGHT, None)
        command = [str(lines.programs(self.line) / "python"), "-m", "stand_in", service]
        sender = subprocess.Popen(command, cwd=self.folder, env=environment, stdin=subprocess.PIPE)
        sender.stdin.write(json.dumps(messages).encode())
        sender.stdin.close()
        return sender

    def let_end(self, task: str, number: int) -> None:
        """Lets so many tasks of a name end that were sent without a time."""
        self.told.client().rpush(f"{self.folder}:{task}", *range(number))

    def notes(self, what: str) -> list[dict]:
        self.read += map(json.loads, self.told.client().lrange(str(self.folder), len(self.read), -1))
        return [note for note in self.read if note["what"] == what]

    def left(self) -> dict[str, int]:
        """The messages that stand in the broker: waiting, by their lists, and taken, by their hashes."""
        broker, count = self.broker, {"list": redis.Redis.llen, "hash": redis.Redis.hlen}
        kinds = {key: broker.type(key) for key in broker.scan_iter()}
        return {key: count[kind](broker, key) for key, kind in kinds.items() if kind in count}
