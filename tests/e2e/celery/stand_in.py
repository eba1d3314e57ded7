"""Stands in for the code of a site's services: a Celery application with the settings of its Django project, and tasks that
note what becomes of them. It runs on the Celery that is tried, and imports nothing else of the suite.

In: the settings that DJANGO_SETTINGS_MODULE names, and `stand_in.json` beside this file. Out: notes, in a Redis that is not
the broker. `python -m stand_in SERVICE` sends the tasks that it reads.
"""

import importlib
import json
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import redis
from celery import Celery
from celery.exceptions import SoftTimeLimitExceeded
from celery.signals import worker_ready
from decision_list import router

SITE = json.loads(Path(__file__).with_name("stand_in.json").read_text())
NOTES = redis.Redis(port=SITE["notes"], db=0)


def application(service: str) -> Celery:
    facts = SITE["services"][service]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", facts["settings"])
    module = importlib.import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    names = {name: value for name, value in vars(module).items() if name.isupper()}
    if facts["open_edx"]:
        names["CELERY_ROUTES"] = [router(names)]
    app = Celery(service)
    app.config_from_object(SimpleNamespace(**names), namespace=None if facts["open_edx"] else "CELERY")
    for name in facts["tasks"]:
        app.task(name=name, bind=True)(run)
    return app


def run(task, seconds: float | None = 0) -> None:
    """Takes so long, or until the test lets it end."""
    noted(task, "starts")
    try:
        time.sleep(seconds) if seconds is not None else NOTES.blpop(f"{SITE['key']}:{task.name}")
    except SoftTimeLimitExceeded:
        noted(task, "is told to stop")
        time.sleep(seconds)
    noted(task, "ends")


def noted(task, what: str) -> None:
    request = task.request
    facts = {"id": request.id, "task": task.name, "node": request.hostname, "queue": request.delivery_info["routing_key"]}
    note(what, pid=os.getpid(), **facts)


def note(what: str, **facts) -> None:
    NOTES.rpush(SITE["key"], json.dumps({"what": what, "at": time.time()} | facts))


@worker_ready.connect
def ready(sender, **_) -> None:
    note("is ready", node=sender.hostname)


def send(service: str, messages: list) -> None:
    """Sends tasks as the service's own code does: through the task where it has it, else by its name."""
    app = importlib.import_module(SITE["services"][service]["app"]).app
    for name, seconds, options in messages:
        if name in app.tasks:
            app.tasks[name].apply_async([seconds], **options)
        else:
            app.send_task(name, [seconds], **options)


if __name__ == "__main__":
    send(sys.argv[1], json.load(sys.stdin))
