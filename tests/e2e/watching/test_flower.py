"""Flower itself, the one that qc starts and the newest, started with what qc writes, on a Redis whose password has signs that a
URL cannot have."""

import base64
import json
import re
import shutil
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from around import MATCHER, SELECTOR
from prometheus_client.parser import text_string_to_metric_families
from program import PROGRAMS, started_as

import qc
from started import Program, free_port, redis_server, until

if not shutil.which("redis-server"):
    pytest.skip("no redis-server: Flower is not started", allow_module_level=True)

VERSIONS = {"started-by-qc": PROGRAMS, "newest": qc.CLONE / ".venv" / "flower" / "bin"}
PASSWORD = "p@ss/word"
SITE = """\
site tried
broker redis host=redis.example port=6399 db=3 password=secret:redis/password visibility_timeout=2h key_prefix="tried:"
service web app=app image=registry.example/web:1.0 workload={service}-worker-{variant}
queue web.celery concurrency=1
flower auth=secret:flower/auth metrics persistence dashboard
alerts failure_ratio
"""
SECRETS = {"redis/password": PASSWORD, "flower/auth": "ops:s3cret"}
# The worker's application: it reads the file that Flower reads, and says of a task that it is sent, as Open edX does.
APP = """\
from celery import Celery

app = Celery("app")
app.config_from_object("celeryconfig")
app.conf.task_send_sent_event = True


@app.task(name="app.half")
def half(number):
    return 42 / number
"""
KEPT = """\
import shelve, sys
import flower.options  # What Flower has pickled asks for its options when it is read.
with shelve.open(sys.argv[1], flag="r") as kept:
    print(*(task.name for _, task in kept["events"].tasks_by_time()))
"""
# What the dashboard is made of.
FLOWERS = {
    "flower_events_total",
    "flower_task_runtime_seconds_sum",
    "flower_task_runtime_seconds_count",
    "flower_task_prefetch_time_seconds",
    "flower_worker_prefetched_tasks",
    "flower_worker_online",
    "flower_worker_number_of_currently_executing_tasks",
}
# With `purge_offline_workers` the newest Flower forgets at once what comes from a node without a heartbeat, as a sender is.
SENT = ("flower_events_total", "namespace='tried',type='task-sent'")
NODE = f"celery@{socket.gethostname()}"
TASK = {"task": "app.half", "worker": NODE}
ENDS = [("flower_events_total", TASK | {"type": f"task-{end}"}, 1.0) for end in ("succeeded", "failed")]


class Watched:
    """Flower and a worker of the site, with all that they need."""

    def __init__(self, version: str, folder: Path) -> None:
        self.programs, self.folder, self.port = VERSIONS[version], folder, free_port()
        self.forgets = {SENT} if version == "newest" else set()
        (folder / "site.celq").write_text(SITE)
        self.objects = qc.objects(folder / "site.celq")
        (folder / "app.py").write_text(APP)

    def stands_at(self, port: int) -> None:
        """Lets the objects find Redis where one was started."""
        (broker,) = [one["data"] for one in self.objects if "celeryconfig.py" in one.get("data", {})]
        assert "@redis.example:6399/3" in broker["celeryconfig.py"]
        broker["celeryconfig.py"] = broker["celeryconfig.py"].replace("redis.example:6399", f"127.0.0.1:{port}")

    def flower(self) -> Program:
        command, environment = self.deployed("celery-flower")
        command = [f"--port={self.port}" if word == "--port=5555" else word for word in command]
        return Program(command, environment, self.folder, "flower")

    def worker(self) -> Program:
        command, environment = self.deployed("web-worker-celery")
        return Program(command, self.as_service(environment), self.folder, "worker")

    def send(self, number: int) -> None:
        command, environment = self.deployed("web-worker-celery")
        call = [command[0], "--app=app", "call", "app.half", f"--args=[{number}]"]
        subprocess.run(call, env=self.as_service(environment), check=True, capture_output=True)

    def as_service(self, environment: dict[str, str]) -> dict[str, str]:
        _, of_flower = self.deployed("celery-flower")
        return environment | {"BROKER_PASSWORD": PASSWORD, "PYTHONPATH": f"{self.folder}:{of_flower['PYTHONPATH']}"}

    def deployed(self, name: str) -> tuple[list[str], dict[str, str]]:
        return started_as(self.objects, name, SECRETS, self.folder, self.programs)

    def get(self, page: str, auth: str = "") -> tuple[int, str]:
        return get(f"http://127.0.0.1:{self.port}{page}", auth)

    def series(self) -> list[tuple[str, dict[str, str], float]]:
        families = text_string_to_metric_families(self.get("/metrics")[1])
        return [(sample.name, sample.labels, sample.value) for family in families for sample in family.samples]


@pytest.fixture(scope="module", params=VERSIONS)
def watched(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    watched = Watched(request.param, tmp_path_factory.mktemp("flower"))
    with redis_server(watched.folder, password=PASSWORD) as server:
        watched.stands_at(server.port)
        with watched.flower() as watched.process:
            until(lambda: watched.get("/healthcheck") == (200, "OK"), "Flower answers")
            with watched.worker():
                online = ("flower_worker_online", {"worker": NODE}, 1.0)
                until(lambda: online in watched.series(), "Flower sees the worker of the site")
                # The second one fails.
                watched.send(2)
                watched.send(0)
                yield watched


def test_pages_want_a_password(watched: Watched) -> None:
    assert [watched.get(page)[0] for page in ["/", "/tasks", "/broker", "/api/workers"]] == [401] * 4
    assert watched.get("/", "ops:s3cret")[0] == 200


def test_all_that_dashboard_and_alerts_ask_for_is_in_the_metrics(watched: Watched) -> None:
    asked = questions(watched.objects)
    assert SENT in asked and {metric for metric, _ in asked} == FLOWERS
    seen = asked - watched.forgets
    until(lambda: all(answered(question, watched.series()) for question in seen), "each question has an answer")
    assert not any(answered(question, watched.series()) for question in watched.forgets)


def test_flower_keeps_what_it_knows_when_it_ends(watched: Watched) -> None:
    until(lambda: all(one in watched.series() for one in ENDS), "Flower has seen both tasks")
    watched.process.told_to_stop()
    assert watched.process.ended(60) == 0
    command = [watched.programs / "python", "-c", KEPT, watched.folder / "data" / "flower.db"]
    kept = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert kept.stdout == "app.half app.half\n", kept.stderr


def questions(objects: list[dict]) -> set[tuple[str, str]]:
    """What dashboard and alerts ask Flower for: metrics, each with what its labels have to be."""
    (dashboard,) = [json.loads(one["data"]["celery.json"]) for one in objects if "celery.json" in one.get("data", {})]
    (rules,) = [one["spec"]["groups"] for one in objects if one["kind"] == "PrometheusRule"]
    texts = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    texts += [one["expr"] for group in rules for one in group["rules"]]
    selectors = {selector for text in texts for selector in SELECTOR.findall(text)}
    return {(metric, matchers) for metric, matchers in selectors if metric.startswith("flower_")}


def answered(question: tuple[str, str], series: list[tuple[str, dict[str, str], float]]) -> bool:
    metric, matchers = question
    wanted = dict(re.findall(r"([a-z_]+)='([^']*)'", matchers))
    # All are compared by `=`, and the namespace is put there by Prometheus.
    assert set(wanted) == set(MATCHER.findall(matchers)) and wanted.pop("namespace")
    return any(name == metric and wanted.items() <= labels.items() for name, labels, _ in series)


def get(address: str, auth: str) -> tuple[int, str]:
    request = urllib.request.Request(address)
    if auth:
        request.add_header("Authorization", "Basic " + base64.b64encode(auth.encode()).decode())
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""
    except (urllib.error.URLError, TimeoutError):
        return 0, ""
