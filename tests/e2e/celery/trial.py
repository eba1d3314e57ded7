"""One worker with options that are tried, on a database of its own, and what can be seen of it.

In: a line of Celery, a pool, arguments, and the Redis for all trials. Out: the worker, what is sent to it, and what it did.
"""

import base64
import json
import os
import shutil
from collections import Counter
from pathlib import Path

import lines
import projects
from celery import Celery

from started import PATIENCE, Program, Redis

SERVICE = {"app": "probe.celery", "settings": "probe.settings", "open_edx": False, "tasks": ["probe.task", "probe.tick"]}
EXTRA = Path(__file__).with_name("extra.py")
SETTINGS = """\
CELERY_BROKER_URL = "{url}"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_DEFAULT_QUEUE = "first"
CELERY_BEAT_SCHEDULE = {{"tick": {{"task": "probe.tick", "schedule": 0.5}}}}
"""


class Trial:
    def __init__(self, line: str, pool: str, arguments: str, broker: Redis, db: int, notes: Redis, folder: Path) -> None:
        self.line, self.pool, self.folder, self.told = line, pool, folder, notes
        self.broker = broker.client(db)
        # Where workers publish their events.
        self.published = self.broker.pubsub()
        self.published.psubscribe(f"/{db}.celeryev*")
        assert self.published.get_message(timeout=PATIENCE)["type"] == "psubscribe"
        self.seen: list[dict] = []
        self.url = f"redis://127.0.0.1:{broker.port}/{db}"
        self.sender = Celery(broker=self.url, set_as_current=False)
        projects.lay_out({"probe": SERVICE}, {"probe": SETTINGS.format(url=self.url)}, notes, folder)
        shutil.copy(EXTRA, folder)
        self.arguments = [f"--pool={pool}", *arguments.replace("{folder}", str(folder)).split()]
        self.read: list[dict] = []

    def start(self) -> Program:
        programs = lines.programs(self.line)
        environment = {"PATH": f"{programs}:{os.defpath}", "HOME": str(self.folder), "PYTHONPATH": str(self.folder)}
        command = [str(programs / "celery"), "--app=probe.celery", "worker", *self.arguments]
        self.worker = Program(command, environment, self.folder, "output")
        return self.worker

    def send(self, name: str, seconds: float = 0, queue: str = "first", task: str = "probe.task") -> None:
        self.sender.send_task(task, [seconds], task_id=name, queue=queue)

    def notes(self, what: str) -> list[dict]:
        client = self.told.client()
        self.read += map(json.loads, client.lrange(str(self.folder), len(self.read), -1))
        return [note for note in self.read if note["what"] == what]

    def named(self, what: str) -> Counter[str]:
        """How often it was noted of each message."""
        return Counter(note["id"] for note in self.notes(what))

    def exit_code(self) -> int | None:
        return self.worker.process.poll()

    def is_ready(self) -> bool:
        return bool(self.notes("is ready"))

    def overlap(self) -> int:
        """How many tasks ran at once, at most, of those that have ended."""
        ended = {note["id"]: note["at"] for note in self.notes("ends")}
        ran = [(note["at"], ended[note["id"]]) for note in self.notes("starts") if note["id"] in ended]
        return max((sum(start <= moment < end for start, end in ran) for moment, _ in ran), default=0)

    def took(self) -> float:
        """The time from the first task's start to the last one's end."""
        return max(note["at"] for note in self.notes("ends")) - min(note["at"] for note in self.notes("starts"))

    def events(self) -> list[dict]:
        while (message := self.published.get_message()) is not None:
            body = json.loads(base64.b64decode(json.loads(message["data"])["body"]))
            self.seen += body if isinstance(body, list) else [body]
        return self.seen

    def waiting(self, queue: str = "first") -> int:
        return self.broker.llen(queue)

    def text(self, name: str) -> str:
        path = self.folder / name
        return path.read_text() if path.exists() else ""

    def status(self, field: str) -> str:
        """What the kernel says of the worker's process."""
        lines_ = Path(f"/proc/{self.worker.process.pid}/status").read_text().splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines_ if line.startswith(f"{field}:"))

    def children(self) -> str:
        """The command lines of the processes that the worker has started."""
        pid = self.worker.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return " ".join(Path(f"/proc/{child}/cmdline").read_text() for child in children)
