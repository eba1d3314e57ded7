"""Tutor's side of a layout.

In: a layout's folder, with what an operator writes for tutor-contrib-celery in `plugin.py` and `config.yml`.
Out: the folder `env/` that the real Tutor renders from it, and the Celery workers' objects and settings in there.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

import django_settings
import qc

TUTOR = Path(sys.executable).with_name("tutor")


def render(layout: Path, root: Path) -> Path:
    plugins = root / "plugins"
    plugins.mkdir()
    shutil.copy(layout / "plugin.py", plugins / "layout.py")
    (root / "config.yml").write_text(yaml.safe_dump(configuration(layout)))
    ran = subprocess.run(
        [TUTOR, "config", "save"], env=environment(root, plugins), capture_output=True, encoding="utf-8"
    )
    assert ran.returncode == 0, f"tutor cannot render {layout.name}:\n{ran.stderr}"
    return root / "env"


def configuration(layout: Path) -> dict:
    values = layout / "config.yml"
    own = yaml.safe_load(values.read_text()) if values.exists() else {}
    # A fixed ID: Tutor draws one by lot, and it stands in every object's labels.
    return {"ID": "campus", "PLUGINS": ["celery", "layout"]} | own


def environment(root: Path, plugins: Path) -> dict[str, str]:
    """The process's own variables without Tutor's, each of which would change the configuration."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("TUTOR_")}
    return others | {"TUTOR_ROOT": str(root), "TUTOR_PLUGINS_ROOT": str(plugins)}


def through_kustomize(env: Path) -> list[dict]:
    """What `tutor k8s start` applies."""
    ran = subprocess.run(["kubectl", "kustomize", env], capture_output=True, encoding="utf-8")
    assert ran.returncode == 0, f"kubectl cannot put {env} together:\n{ran.stderr}"
    return workers_and_scalers(ran.stdout)


def from_files(env: Path) -> list[dict]:
    """What stands in the files, before kustomize adds namespace, labels, hashes and overrides."""
    files = [env / "k8s" / "deployments.yml", env / "plugins" / "celery" / "k8s" / "keda.yml"]
    return [an_object for file in files for an_object in workers_and_scalers(file.read_text())]


def workers_and_scalers(stream: str) -> list[dict]:
    return [an_object for an_object in qc.documents(stream) if is_worker_or_scaler(an_object)]


def is_worker_or_scaler(an_object: dict) -> bool:
    if an_object["kind"] == "Deployment":
        return an_object["spec"]["template"]["spec"]["containers"][0].get("args", [])[:1] == ["celery"]
    return an_object["apiVersion"].startswith("keda.sh/")


def settings(env: Path, service: str) -> dict:
    production = env / "apps" / "openedx" / "settings" / service / "production.py"
    return django_settings.celery_part(production.read_text(), service)
