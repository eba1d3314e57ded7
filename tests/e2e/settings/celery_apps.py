"""The settings that qc writes, given to a real Celery as Django gives them.

In: a settings file of qc. Out: a Celery application that has read it, under the names that its services use.
"""

import os
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from celery import Celery

import open_edx
import qc
from decision_list import router

SITE = Path(__file__).with_name("site.celq")


def files(site: Path, folder: Path) -> dict[str, str]:
    """The settings files of a site by their names."""
    qc.write_folder(site, folder, "settings")
    return {path.name: path.read_text() for path in folder.glob("*.py")}


def of_own_service(text: str, times: int = 1, **environment: str) -> Celery:
    names = run(text, {}, times, environment)
    return configured(names, "CELERY")


def of_open_edx(
    text: str, times: int = 1, service: str = "lms", release: str = "verawood", **environment: str
) -> Celery:
    names = run(text, deepcopy(open_edx.before(release, service)), times, environment)
    names["CELERY_ROUTES"] = [router(names)]
    return configured(names, None)


def run(text: str, names: dict, times: int, environment: dict[str, str]) -> dict:
    """Runs settings in an environment that has nothing of this process's Celery."""
    names = dict(names)
    with mock.patch.dict(os.environ, environment):
        for _ in range(times):
            exec(compile(text, "settings", "exec"), names)
    return names


def configured(names: dict, namespace: str | None) -> Celery:
    app = Celery("app", set_as_current=False)
    settings = {name: value for name, value in names.items() if name.isupper()}
    app.config_from_object(SimpleNamespace(**settings), namespace=namespace)
    return app
