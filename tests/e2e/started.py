"""Programs that a test starts and ends, and a Redis of its own.

In: a command line, an environment and a folder for its log. Out: the process, which is ended with the block that started it.
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import redis

# How long a machine may take that does much else.
PATIENCE = 180


class Program:
    """A process and what it starts itself, with a log."""

    def __init__(self, command: list[str], environment: dict[str, str], folder: Path, name: str) -> None:
        self.log = folder / f"{name}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command, env=environment, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )

    def __enter__(self) -> "Program":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """Ends it and what it started, as a node does that is gone."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()

    def told_to_stop(self) -> None:
        """As Kubernetes tells a container."""
        self.told = time.monotonic()
        self.process.terminate()

    def ended(self, grace: float) -> int:
        """The exit code, once it has ended by itself within the grace."""
        return self.process.wait(timeout=self.told + grace - time.monotonic())

    def runs(self) -> bool:
        return self.process.poll() is None


class Redis:
    """A redis-server on loopback."""

    def __init__(self, port: int, username: str, password: str) -> None:
        self.port, self.username, self.password = port, username, password

    def client(self, db: int = 0) -> redis.Redis:
        login = {"username": self.username or None, "password": self.password or None}
        return redis.Redis(port=self.port, db=db, decode_responses=True, **login)

    def login(self) -> str:
        """What stands before the host in its URL."""
        return f"{quote(self.username)}:{quote(self.password, safe='')}@" if self.password else ""

    def answers(self) -> bool:
        try:
            return self.client().ping()
        except redis.ConnectionError:
            return False


@contextmanager
def redis_server(
    folder: Path, username: str = "", password: str = "", databases: int = 16, options: tuple[str, ...] = ()
) -> Iterator[Redis]:
    login = ["--requirepass", password] if password else []
    if username:
        login = ["--user", username, "on", f">{password}", "~*", "&*", "+@all"]
    while True:
        server = Redis(free_port(), username, password)
        command = ["redis-server", "--port", str(server.port), "--bind", "127.0.0.1", "--save", "", "--databases", str(databases)]
        with Program([*command, *login, *options], dict(os.environ), folder, f"redis-{server.port}") as program:
            until(lambda: server.answers() or not program.runs(), "redis-server answers")
            # Somebody else may have taken the port in between.
            if program.runs():
                yield server
                return


def side_by_side(what: Callable[[str], object], names: list[str]) -> dict[str, object]:
    with ThreadPoolExecutor() as threads:
        return dict(zip(names, threads.map(what, names), strict=True))


def until(holds: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"it does not come about in {seconds} s that {what}"
        time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
