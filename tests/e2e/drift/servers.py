"""Servers on this machine: Redis, and what is none.

In: how a server is to be. Out: its address, for as long as somebody uses it.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

import started

PASSWORD = "p@ss/w:rd#1"


@contextmanager
def redis_server(folder: Path, *, password: str = "") -> Iterator[redis.Redis]:
    """A Redis that keeps nothing, with a socket in a folder; names are bytes, as they need be no text."""
    with started.redis_server(folder, password=password, options=("--unixsocket", str(folder / "redis.sock"))) as server:
        client = redis.Redis(port=server.port, password=password or None)
        yield client
        client.close()


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


def port_of(client: redis.Redis) -> int:
    return client.connection_pool.connection_kwargs["port"]
