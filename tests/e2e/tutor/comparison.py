"""Both sides of a layout, compared.

In: a layout and Tutor's rendered folder of it. Out: how what qc builds differs from what Tutor and the plugin declare.
"""

import shutil
from pathlib import Path

import django_settings
import qc
import render
from compare import Difference, differences

SERVICES = ("lms", "cms")
# How Tutor's objects are read.
WAYS = {"kustomize": render.through_kustomize, "files": render.from_files}


def ways(layout: Path) -> list[str]:
    """The ways that say what a layout is: where kustomize has a part in it, the files alone do not."""
    return ["kustomize"] if (layout / "needs-kubectl").exists() else list(WAYS)


def is_open(way: str) -> bool:
    """Whether objects can be read so on this machine."""
    return way != "kustomize" or shutil.which("kubectl") is not None


def compare_layout(layout: Path, env: Path, way: str) -> list[Difference]:
    return differences(of_tutor(env, way), of_qc(layout / "site.celq"))


def of_tutor(env: Path, way: str) -> list[dict]:
    return WAYS[way](env) + [render.settings(env, service) for service in SERVICES]


def of_qc(site: Path) -> list[dict]:
    settings = qc.settings(site)
    return qc.objects(site) + [django_settings.celery_part(settings, service) for service in SERVICES]
