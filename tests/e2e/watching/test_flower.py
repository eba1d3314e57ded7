"""Flower itself, started with what qc writes, on a Redis whose password has signs that a URL cannot have."""

import base64
import shelve
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from program import started_as

import qc

if not shutil.which("redis-server"):
    pytest.skip("no redis-server: Flower is not started", allow_module_level=True)

PASSWORD = "p@ss/word"
SITE = """\
site tried
broker redis host=redis.example port=6399 db=3 password=secret:redis/password visibility_timeout=2h key_prefix="tried:"
service web app=app image=registry.example/web:1.0 workload={service}-worker-{variant}
queue web.celery concurrency=1
flower auth=secret:flower/auth metrics persistence
"""
SECRETS = {"redis/password": PASSWORD, "flower/auth": "ops:s3cret"}
# The worker's application: it reads the file that Flower reads.
APP = """\
from celery import Celery

app = Celery("app")
app.config_from_object("celeryconfig")


@app.task(name="app.double")
def double(number):
    return 2 * number
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("flower")


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[list[dict]]:
    """The site's objects, in which Redis stands where one was started."""
    port = free_port()
    redis = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--requirepass", PASSWORD, "--save", ""]
    file = folder / "site.celq"
    file.write_text(SITE)
    objects = qc.objects(file)
    (broker,) = [one["data"] for one in objects if one["kind"] == "ConfigMap"]
    assert "@redis.example:6399/3" in broker["celeryconfig.py"]
    broker["celeryconfig.py"] = broker["celeryconfig.py"].replace("redis.example:6399", f"127.0.0.1:{port}")
    with running(redis, {}, folder):
        yield objects


@pytest.fixture(scope="module")
def flower(site: list[dict], folder: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    command, environment = started_as(site, "celery-flower", SECRETS, folder)
    port = free_port()
    command = [f"--port={port}" if word == "--port=5555" else word for word in command]
    with running(command, environment, folder) as process:
        address = f"http://127.0.0.1:{port}"
        patiently(lambda: get(f"{address}/healthcheck") == (200, "OK"))
        yield address, process


@pytest.fixture(scope="module")
def worker(site: list[dict], flower: tuple, folder: Path) -> Iterator[None]:
    (folder / "app.py").write_text(APP)
    command, environment = started_as(site, "web-worker-celery", SECRETS, folder)
    _, of_flower = started_as(site, "celery-flower", SECRETS, folder)
    environment |= {"BROKER_PASSWORD": PASSWORD, "PYTHONPATH": f"{folder}:{of_flower['PYTHONPATH']}"}
    with running(command, environment, folder):
        call = [command[0], "--app=app", "call", "app.double", "--args=[21]"]
        subprocess.run(call, env=environment, check=True, capture_output=True)
        yield


def test_pages_want_a_password(flower: tuple[str, subprocess.Popen]) -> None:
    address, _ = flower
    assert [get(f"{address}{page}")[0] for page in ["/", "/tasks", "/broker", "/api/workers"]] == [401] * 4
    assert get(f"{address}/", "ops:s3cret")[0] == 200


def test_the_worker_of_the_site_and_its_task_are_in_the_metrics(flower: tuple, worker: None) -> None:
    address, _ = flower
    patiently(lambda: f'flower_worker_online{{worker="celery@{socket.gethostname()}"}} 1.0' in get(f"{address}/metrics")[1])
    done = f'flower_events_total{{task="app.double",type="task-succeeded",worker="celery@{socket.gethostname()}"}} 1.0'
    patiently(lambda: done in get(f"{address}/metrics")[1])


def test_flower_keeps_what_it_knows_when_it_ends(flower: tuple, worker: None, folder: Path) -> None:
    _, process = flower
    process.terminate()
    assert process.wait(timeout=20) == 0
    import flower.options  # What Flower has pickled asks for its options when it is read.

    assert flower.options.options.persistent is False
    with shelve.open(str(folder / "data" / "flower.db"), flag="r") as kept:
        assert [task.name for _, task in kept["events"].tasks_by_time()] == ["app.double"]


class running:
    """A program, ended at the end of the block."""

    def __init__(self, command: list[str], environment: dict[str, str], folder: Path) -> None:
        self.command, self.environment, self.folder = command, environment, folder

    def __enter__(self) -> subprocess.Popen:
        log = (self.folder / f"{len(list(self.folder.glob('*.log')))}.log").open("w")
        self.process = subprocess.Popen(self.command, env=self.environment or None, cwd=self.folder, stdout=log, stderr=log)
        return self.process

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()


def patiently(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until, "it does not come about"
        time.sleep(0.2)


def get(address: str, auth: str = "") -> tuple[int, str]:
    request = urllib.request.Request(address)
    if auth:
        request.add_header("Authorization", "Basic " + base64.b64encode(auth.encode()).decode())
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""
    except urllib.error.URLError:
        return 0, ""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
