"""Servers on this machine: Redis, and what is none.

In: how a server is to be. Out: its address, for as long as somebody uses it.
"""

import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

PASSWORD = "p@ss/w:rd#1"


@contextmanager
def redis_server(folder: Path, *options: str, password: str = "") -> Iterator[redis.Redis]:
    """A Redis that keeps nothing, with a socket in a folder."""
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--unixsocket", str(folder / "redis.sock")]
    if password:
        command += ["--requirepass", password]
    server = subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL)
    client = redis.Redis(port=port, password=password or None)
    try:
        until_it_answers(client)
        yield client
    finally:
        client.close()
        server.terminate()
        server.wait()


@contextmanager
def silence(*, answers: bytes = b"") -> Iterator[int]:
    """A port that takes connections and says this, which may be nothing."""
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        taken = []

        def take() -> None:
            while not done.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                taken.append(connection)
                if answers:
                    connection.sendall(answers)

        thread = threading.Thread(target=take)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            done.set()
            thread.join()
            for connection in taken:
                connection.close()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def port_of(client: redis.Redis) -> int:
    return client.connection_pool.connection_kwargs["port"]


def until_it_answers(client: redis.Redis) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            client.ping()
            return
        except redis.ConnectionError:
            time.sleep(0.05)
    raise AssertionError("redis-server does not start")
