"""`qc drift --broker` on a real Redis, in which a real Celery has put its messages."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import redis
from celery import Celery
from servers import PASSWORD, port_of, redis_server, silence

import qc
from started import free_port

pytestmark = pytest.mark.skipif(not shutil.which("redis-server"), reason="no redis-server: nothing waits anywhere")

SITE = """\
site campus
broker redis host=redis db=3 key_prefix="campus:"
queue lms.default concurrency=2 keda min=1 max=10
queue lms.high concurrency=1 keda min=1 max=4
queue cms.default concurrency=2
"""
GRADES = "lms.djangoapps.grades.tasks.compute_all_grades_for_course"
OPTIONS = {"global_keyprefix": "campus:"}
APP = """\
import time
from celery import Celery
app = Celery("app", broker={broker!r})
app.conf.broker_transport_options = {options!r}
app.conf.task_acks_late = True
@app.task(name="campus.sleep")
def sleep(seconds):
    time.sleep(seconds)
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[redis.Redis]:
    with redis_server(tmp_path_factory.mktemp("redis")) as client:
        yield client


@pytest.fixture
def broker(server: redis.Redis) -> redis.Redis:
    """The database of the site, with nothing in it."""
    server.flushall()
    server.config_resetstat()
    return redis.Redis(port=port_of(server), db=3)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    file = tmp_path / "site.celq"
    file.write_text(SITE)
    return file


def test_a_queue_that_nobody_consumes(broker: redis.Redis, site: Path) -> None:
    with sender(broker, OPTIONS) as app:
        for _ in range(9):
            app.send_task(GRADES, queue="edx.lms.core.grades")
        app.send_task("campus.sync", queue="edx.lms.core.grades")
    ran = drift(site, address(broker))
    assert ran.returncode == 1, ran.stderr
    section = ran.stdout.split("QUEUE")[0]
    assert "10 messages wait in `edx.lms.core.grades`, which no worker of the file consumes" in section
    # Three at either end are read.
    assert f"tasks of the first and last 6: `campus.sync` and `{GRADES}` (5)" in section
    assert f"sent by `{os.uname().nodename}`" in section
    assert "kombu knows it as a queue" in section
    assert f"by the file `{GRADES}` goes to `edx.cms.core.default`" in section
    assert "`queue lms.grades`" in section


def test_what_waits_in_the_queues_of_the_file(broker: redis.Redis, site: Path) -> None:
    with sender(broker, OPTIONS) as app:
        for priority in (0, 0, 4, 9):
            app.send_task("campus.sync", queue="edx.lms.core.high", priority=priority)
        app.send_task("campus.sync", queue="edx.cms.core.default")
    found = json.loads(drift(site, address(broker), "--format=json").stdout)
    waiting = {(row["queue"], row["priority"]): row["messages"] for row in found["queues"] if row["messages"]}
    assert waiting == {
        ("edx.lms.core.high", 0): 2,
        ("edx.lms.core.high", 3): 1,
        ("edx.lms.core.high", 9): 1,
        ("edx.cms.core.default", 0): 1,
    }
    # The scaler looks at the first list alone.
    said = [change["what"] for section in found["sections"] for change in section["changes"]]
    assert said == [
        "1 message in `edx.lms.core.high` with priority 3, which the scaler of `lms-worker-high` does not count",
        "1 message in `edx.lms.core.high` with priority 9, which the scaler of `lms-worker-high` does not count",
    ]


def test_separator_and_steps_of_the_file(broker: redis.Redis, site: Path) -> None:
    site.write_text(SITE.replace("db=3", 'db=3 separator=":" priority_steps=0,5'))
    with sender(broker, OPTIONS | {"sep": ":", "priority_steps": [0, 5]}) as app:
        for priority in (1, 7, 8):
            app.send_task("campus.sync", queue="edx.lms.core.high", priority=priority)
    ran = drift(site, address(broker))
    assert ran.returncode == 0, ran.stdout
    assert lines_of(ran.stdout, "edx.lms.core.high ") == ["1  lms-worker-high", "priority 5  2  lms-worker-high"]


def test_a_sender_that_does_not_know_the_prefix(broker: redis.Redis, site: Path) -> None:
    with sender(broker, {}) as app:
        app.send_task(GRADES, queue="edx.lms.core.high")
    ran = drift(site, address(broker))
    assert "1 message waits in `edx.lms.core.high`, which no worker of the file consumes" in ran.stdout
    assert "its name does not begin with `campus:`" in ran.stdout
    assert "settings of `qc build --target settings`" in ran.stdout


def test_the_database_is_that_of_the_file_unless_the_address_has_one(broker: redis.Redis, site: Path) -> None:
    with sender(broker, OPTIONS) as app:
        app.send_task("campus.sync", queue="edx.cms.core.default")
    of_the_file = address(broker).removesuffix("/3")
    assert lines_of(drift(site, of_the_file).stdout, "edx.cms.core.default") == ["1  cms-worker"]
    assert lines_of(drift(site, of_the_file + "/0").stdout, "edx.cms.core.default") == ["0  cms-worker"]
    folder = Path(broker.config_get("unixsocket")["unixsocket"])
    assert lines_of(drift(site, f"unix://{folder}").stdout, "edx.cms.core.default") == ["1  cms-worker"]
    assert lines_of(drift(site, f"unix://{folder}?db=0").stdout, "edx.cms.core.default") == ["0  cms-worker"]


def test_what_a_worker_has_taken(broker: redis.Redis, site: Path, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(APP.format(broker=address(broker), options=OPTIONS))
    with sender(broker, OPTIONS) as app:
        for _ in range(5):
            app.send_task("campus.sleep", args=[30], queue="edx.cms.core.default")
    command = [sys.executable, "-m", "celery", "--app=app", "worker", "--concurrency=2", "--prefetch-multiplier=1"]
    command += ["--queues=edx.cms.core.default", "--without-gossip", "--without-mingle", "--loglevel=warning"]
    worker = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: broker.hlen("campus:unacked") == 2)
        ran = drift(site, address(broker))
    finally:
        worker.kill()
        worker.wait()
    assert ran.returncode == 0, ran.stdout
    assert lines_of(ran.stdout, "edx.cms.core.default") == ["3  cms-worker"]
    assert "taken and not finished: 2 in `campus:unacked`, by all workers" in ran.stdout
    # The worker's own keys are none that anybody has to know.
    assert broker.exists("campus:_kombu.binding.celery.pidbox")


def test_messages_that_a_worker_of_another_name_has_left(broker: redis.Redis, site: Path) -> None:
    broker.hset("campus:unacked.old", mapping={"1": "x", "2": "y"})
    ran = drift(site, address(broker))
    assert "2 messages in `campus:unacked.old`, which no worker of the file gives back" in ran.stdout
    assert "CELQ_IN_FLIGHT=unacked.old" in ran.stdout


def test_names_that_are_no_utf_8_and_messages_that_are_none(broker: redis.Redis, site: Path) -> None:
    broker.rpush(b"campus:q\xff\xfe\x1b[31m", b'{"body": "", "properties": {}, "headers": {"task": "a\\u001b[31m"}}')
    broker.rpush("searches", "physics", b"\xff\x00", "[" * 5000)
    broker.set("campus:edx.lms.core.high", "a text")
    ran = drift(site, address(broker))
    assert ran.returncode == 1
    assert "\x1b" not in ran.stdout
    assert r"1 message waits in `q\xff\xfe\u{1b}[31m`" in ran.stdout
    assert r"tasks: `a\u{1b}[31m`" in ran.stdout
    assert "`edx.lms.core.high` holds something else than messages" in ran.stdout
    assert "`searches` (3): no message of Celery's" in ran.stdout


def test_it_only_reads_and_asks_for_no_list_of_all_keys(broker: redis.Redis, site: Path) -> None:
    with sender(broker, OPTIONS) as app:
        app.send_task("campus.sync", queue="edx.lms.core.other")
        app.send_task("campus.sync", queue="edx.lms.core.high", priority=9)
    broker.hset("campus:unacked", "1", "x")
    before = {key: broker.dump(key) for key in broker.keys()}
    broker.config_resetstat()
    assert drift(site, address(broker)).returncode == 1
    used = {name.removeprefix("cmdstat_") for name in broker.info("commandstats")} - {"info", "config|resetstat"}
    # Which Redis knows from 7.2 on.
    used.discard("client|no-touch")
    assert used == {"hlen", "llen", "lrange", "memory|usage", "object|idletime", "scan", "select", "sscan"}
    assert {key: broker.dump(key) for key in broker.keys()} == before


def test_ten_thousand_keys(broker: redis.Redis, site: Path) -> None:
    filled = broker.pipeline(transaction=False)
    for number in range(10_000):
        filled.rpush(f"list:{number}", "x", "y")
        filled.set(f"campus:celery-task-meta-{number}", "{}")
        filled.rpush(f"campus:{number}.reply.celery.pidbox", "{}")
    filled.execute()
    with sender(broker, OPTIONS) as app:
        app.send_task("campus.sync", queue="edx.lms.core.lost")
    began = time.monotonic()
    ran = drift(site, address(broker))
    assert time.monotonic() - began < 5
    # What kombu has bound is looked at first, be it as short as it is.
    assert "1 message waits in `edx.lms.core.lost`" in ran.stdout
    assert "and 9901 lists more that hold something and that nobody declares" in ran.stdout
    assert len(ran.stdout.splitlines()) < 40


def test_large_messages_are_not_read(broker: redis.Redis, site: Path) -> None:
    with sender(broker, OPTIONS) as app:
        for _ in range(4):
            app.send_task("campus.sync", args=["x" * 1_000_000], queue="edx.lms.core.large")
    broker.config_resetstat()
    ran = drift(site, address(broker))
    assert "4 messages wait in `edx.lms.core.large`" in ran.stdout
    assert "its messages were not read: they are large" in ran.stdout
    assert "cmdstat_lrange" not in broker.info("commandstats")


def test_passwords_users_and_rights(site: Path, tmp_path: Path) -> None:
    with redis_server(tmp_path, password=PASSWORD) as client:
        port, written = port_of(client), quote(PASSWORD, safe="")
        of_default = f"redis://:{written}@127.0.0.1:{port}/3"
        with Celery("sender", broker=of_default, set_as_current=False) as app:
            app.conf.broker_transport_options = OPTIONS
            app.send_task("campus.sync", queue="edx.cms.core.default")
        assert lines_of(drift(site, of_default).stdout, "edx.cms.core.default") == ["1  cms-worker"]
        client.acl_setuser("reader", enabled=True, passwords=["+r:1"], keys=["*"], reset=True, commands=["+scan"])
        of_reader = f"redis://reader:r%3A1@127.0.0.1:{port}/0"
        ran = drift(site, of_reader)
        needed = "`+scan +llen +lrange +hlen +sscan +memory|usage ~*`, and `+select`"
        assert (ran.returncode, ran.stderr) == (2, f"error: 127.0.0.1:{port}: the user may not read what qc has to: {needed}\n")
        rights = ["+scan", "+llen", "+lrange", "+hlen", "+sscan", "+memory|usage", "+select"]
        client.acl_setuser("reader", enabled=True, passwords=["+r:1"], keys=["*"], reset=True, commands=rights)
        assert drift(site, f"redis://reader:r%3A1@127.0.0.1:{port}").returncode == 0
        refused = {
            f"redis://127.0.0.1:{port}": "it wants a password: `redis://:PASSWORD@host`, best in the variable QC_BROKER",
            f"redis://:wr%40ng@127.0.0.1:{port}": "it refuses this user and password",
            f"redis://nobody:{written}@127.0.0.1:{port}": "it refuses this user and password",
            f"redis://:{written}@127.0.0.1:{port}/99": "it has no database of this number",
        }
        for url, why in refused.items():
            ran = drift(site, url)
            assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", f"error: 127.0.0.1:{port}: {why}\n")


def test_no_message_has_the_password(site: Path) -> None:
    wrong = ["redis://:hunter2@127.0.0.1:1", "rediss://:hunter2@127.0.0.1", "http://:hunter2@h", "redis://:hunter2@h/x", "redis://:hunter2@[", "hunter2"]
    for url in wrong:
        ran = drift(site, url)
        assert ran.returncode == 2
        assert "hunter2" not in ran.stdout + ran.stderr, url
    for arguments in (["--help"], ["--nonsense"], []):
        ran = subprocess.run([qc.BINARY, "drift", *arguments], env=os.environ | {"QC_BROKER": wrong[0]}, capture_output=True, encoding="utf-8")
        assert "hunter2" not in ran.stdout + ran.stderr, arguments


def test_servers_that_are_none(site: Path) -> None:
    port = free_port()
    ran = drift(site, f"redis://127.0.0.1:{port}")
    assert (ran.returncode, ran.stderr) == (
        2,
        f"error: 127.0.0.1:{port}: nothing listens there; `kubectl port-forward service/redis 6379` brings a cluster's\n",
    )
    with silence() as port:
        for url in (f"redis://127.0.0.1:{port}", f"redis://user:pw@127.0.0.1:{port}/2"):
            began = time.monotonic()
            ran = drift(site, url)
            assert 4.5 < time.monotonic() - began < 7
            assert (ran.returncode, ran.stderr) == (2, f"error: 127.0.0.1:{port}: no answer within 5 s\n")
    with silence(answers=b"SSH-2.0-OpenSSH_9.2\r\n") as port:
        ran = drift(site, f"redis://127.0.0.1:{port}")
        assert (ran.returncode, ran.stderr) == (2, f"error: 127.0.0.1:{port}: what listens there does not answer as Redis does\n")


def test_an_empty_broker_is_no_difference(broker: redis.Redis, site: Path) -> None:
    ran = drift(site, address(broker))
    assert (ran.returncode, ran.stderr) == (0, "nothing differs\n")
    assert len(ran.stdout.splitlines()) == 8


def sender(broker: redis.Redis, options: dict) -> Celery:
    """A Celery that sends and does nothing else."""
    app = Celery("sender", broker=address(broker), set_as_current=False)
    app.conf.broker_transport_options = options
    return app


def address(broker: redis.Redis) -> str:
    return f"redis://127.0.0.1:{port_of(broker)}/3"


def drift(site: Path, url: str, *arguments: str) -> subprocess.CompletedProcess:
    """The address is in the variable, as it should be where it has a password."""
    command = [qc.BINARY, "drift", *arguments, site.name]
    return subprocess.run(command, cwd=site.parent, env=os.environ | {"QC_BROKER": url}, capture_output=True, encoding="utf-8")


def lines_of(text: str, queue: str) -> list[str]:
    """What stands behind a queue in the table, its columns two spaces apart."""
    lines = [line.removeprefix(queue) for line in text.splitlines() if line.startswith(queue)]
    return ["  ".join(part.strip() for part in line.split("  ") if part.strip()) for line in lines]


def until(holds, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)
