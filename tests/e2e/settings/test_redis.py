"""A real worker with the settings that qc writes, on a real Redis: what it takes stands where its scaler looks."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from celery_apps import SITE, files
from started import Program, redis_server, until

pytestmark = pytest.mark.skipif(not shutil.which("redis-server"), reason="no redis-server: no worker is started")

APP = """
import time
from types import SimpleNamespace
from celery import Celery
import shop_settings
app = Celery("shop")
app.config_from_object(shop_settings, namespace="CELERY")
def sleep(seconds):
    time.sleep(seconds)
for name in ("send", "urgent", "later"):
    app.task(name=f"shop.mail.{name}")(sleep)
"""


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[redis.Redis]:
    with redis_server(tmp_path) as server:
        yield server.client(3)


@pytest.fixture
def folder(broker: redis.Redis, tmp_path: Path) -> Path:
    """A folder with the application, whose settings are qc's."""
    port = broker.connection_pool.connection_kwargs["port"]
    settings = files(SITE, tmp_path / "out")["settings-shop.py"]
    assert "redis://redis:6379/3" in settings
    # qc takes no address of this machine, which would be another one in each pod.
    (tmp_path / "shop_settings.py").write_text(settings.replace("redis:6379", f"127.0.0.1:{port}"))
    (tmp_path / "shop.py").write_text(APP)
    return tmp_path


def test_what_a_worker_runs_stands_under_its_own_key(broker: redis.Redis, folder: Path) -> None:
    for _ in range(5):
        send(folder, "shop.mail.send", 600)
    command = [sys.executable, "-m", "celery", "--app=shop", "worker", "--concurrency=2", "--prefetch-multiplier=1"]
    environment = os.environ | {"CELQ_IN_FLIGHT": "unacked.shop-mail"}
    command += ["--queues=mail", "--without-gossip", "--without-mingle", "--loglevel=warning"]
    with Program(command, environment, folder, "worker"):
        until(lambda: broker.hlen("campus:unacked.shop-mail") == 2, "the worker has what it runs")
        # Nothing is counted twice, and nothing is in neither place.
        assert broker.llen("campus:mail") == 3
        assert broker.zcard("campus:unacked.shop-mail_index") == 2
        assert broker.exists("campus:unacked") == 0


def test_priorities_land_in_lists_of_their_own(broker: redis.Redis, folder: Path) -> None:
    for name in ("send", "urgent", "later"):
        send(folder, f"shop.mail.{name}", 0)
    assert broker.llen("campus:mail") == 2
    assert broker.llen("campus:mail|6") == 1


def send(folder: Path, task: str, seconds: int) -> None:
    code = f"import shop; shop.app.send_task({task!r}, args=[{seconds}])"
    subprocess.run([sys.executable, "-c", code], cwd=folder, check=True)
