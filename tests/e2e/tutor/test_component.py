"""The Component of `--target kustomize`, over what the real Tutor renders.

Every worker comes out as the target `manifests` has it, with Tutor's labels where Tutor has the worker itself, Tutor's
image where the file says none, and the ConfigMaps that Tutor's own kustomization named.
"""

import copy
import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import yaml

import qc
import render
from compare import differences
from comparison import is_open
from sites import layouts

pytestmark = pytest.mark.skipif(not is_open("kustomize"), reason="no kubectl: nothing puts a Component together")

TUTORS = ("lms-worker", "cms-worker")
IMAGE = "registry.example.org/openedx:ours"
HASHED = re.compile(r"-[0-9a-z]{10}$")
# A worker of Tutor's under another name, and a program that is no worker.
RENAMED = "site campus\nqueue cms.default workload=studio-tasks concurrency=2\nbeat lms\n"


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Tutor's `env/` without any plugin, in a namespace, with an image of the site's own."""

    @cache
    def rendered(namespace: str) -> Path:
        root = tmp_path_factory.mktemp("alone")
        (root / "plugins").mkdir()
        values = {"ID": "campus", "PLUGINS": [], "K8S_NAMESPACE": namespace, "DOCKER_IMAGE_OPENEDX": IMAGE}
        (root / "config.yml").write_text(yaml.safe_dump(values))
        environment = render.environment(root, root / "plugins")
        subprocess.run([render.TUTOR, "config", "save"], env=environment, check=True, capture_output=True)
        return root / "env"

    return rendered


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_workers_are_those_of_the_manifests(layout: Path, alone, tmp_path: Path) -> None:
    site = layout / "site.celq"
    ours = qc.objects(site)
    namespace = ours[0]["metadata"]["namespace"]
    objects = put_together(site, alone(namespace), tmp_path)
    config_maps = {one["metadata"]["name"] for one in objects if one["kind"] == "ConfigMap"}
    workers = [one for one in objects if render.is_worker_or_scaler(one)]
    assert all(name in config_maps for worker in workers for name in mounted(worker))
    says_image = "image=" in site.read_text()
    expected = [plain(one, says_image) for one in ours if render.is_worker_or_scaler(one)]
    assert differences([plain(one, True) for one in workers], expected) == []


def test_tutor_keeps_its_labels_and_selectors(alone, tmp_path: Path) -> None:
    site = next(layout for layout in layouts() if layout.name == "keda-limits") / "site.celq"
    before = {one["metadata"]["name"]: one for one in parsed(kustomized(alone("openedx"))) if one["kind"] == "Deployment"}
    after = {
        one["metadata"]["name"]: one
        for one in put_together(site, alone("openedx"), tmp_path)
        if one["kind"] == "Deployment"
    }
    for name in TUTORS:
        assert after[name]["spec"]["selector"] == before[name]["spec"]["selector"]
        assert after[name]["metadata"]["labels"] == before[name]["metadata"]["labels"]
    others = before.keys() - set(TUTORS)
    assert {name: after[name] for name in others} == {name: before[name] for name in others}


def test_a_worker_with_another_name_takes_the_place_of_tutors(alone, tmp_path: Path) -> None:
    site = tmp_path / "site.celq"
    site.write_text(RENAMED)
    objects = put_together(site, alone("openedx"), tmp_path)
    deployments = {one["metadata"]["name"]: one for one in objects if one["kind"] == "Deployment"}
    assert "cms-worker" not in deployments
    for name in ("studio-tasks", "lms-worker", "lms-beat"):
        assert deployments[name]["spec"]["template"]["spec"]["containers"][0]["image"] == IMAGE


def put_together(site: Path, env: Path, folder: Path) -> list[dict]:
    """What an overlay with `env/` and the Component gives."""
    overlay = folder / "overlay"
    qc.write_folder(site, overlay / "celq", "kustomize")
    (overlay / "env").symlink_to(env)
    kustomization = {"resources": ["env"], "components": ["celq"]}
    (overlay / "kustomization.yaml").write_text(yaml.safe_dump(kustomization))
    return parsed(kustomized(overlay))


def kustomized(folder: Path) -> str:
    ran = subprocess.run(["kubectl", "kustomize", folder], capture_output=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def parsed(stream: str) -> list[dict]:
    return qc.documents(stream)


def mounted(worker: dict) -> list[str]:
    """The ConfigMaps of a Deployment's volumes."""
    if worker["kind"] != "Deployment":
        return []
    volumes = worker["spec"]["template"]["spec"].get("volumes", [])
    return [volume["configMap"]["name"] for volume in volumes if "configMap" in volume]


def plain(an_object: dict, says_image: bool) -> dict:
    """An object without what Tutor's kustomization does to all of its own: labels, selectors and hashes."""
    one = copy.deepcopy(an_object)
    for key in ("labels", "annotations"):
        one["metadata"].pop(key, None)
    if one["kind"] != "Deployment":
        return one
    spec = one["spec"]
    del spec["selector"], spec["template"]["metadata"]
    if not says_image:
        spec["template"]["spec"]["containers"][0]["image"] = IMAGE
    for volume in spec["template"]["spec"].get("volumes", []):
        if "configMap" in volume:
            volume["configMap"]["name"] = HASHED.sub("", volume["configMap"]["name"])
    return one
