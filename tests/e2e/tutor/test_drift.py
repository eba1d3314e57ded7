"""`qc drift` on what Tutor's kustomization makes of the Component of `--target kustomize`, and on what the plugin renders.

What Tutor adds is no difference: labels in selectors, annotations, hashes behind the names of ConfigMaps, its own image. What
somebody changes in it is one.
"""

import json
import subprocess
from pathlib import Path

import pytest
import yaml

import qc
from comparison import is_open
from sites import layouts
from test_component import RENAMED, alone, put_together

__all__ = ["alone"]
pytestmark = pytest.mark.skipif(not is_open("kustomize"), reason="no kubectl: nothing puts a Component together")


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_what_tutor_makes_of_it_is_no_difference(layout: Path, alone, tmp_path: Path) -> None:
    site = layout / "site.celq"
    namespace = qc.objects(site)[0]["metadata"]["namespace"]
    found = drift(site, put_together(site, alone(namespace), tmp_path), tmp_path)
    assert found["sections"] == []


def test_a_changed_value_is_a_difference_there_too(alone, tmp_path: Path) -> None:
    site = next(layout for layout in layouts() if layout.name == "keda-limits") / "site.celq"
    objects = put_together(site, alone("openedx"), tmp_path)
    worker = next(one for one in objects if one["kind"] == "Deployment" and one["metadata"]["name"] == "lms-worker")
    worker["spec"]["template"]["spec"]["containers"][0]["args"].append("--purge")
    worker["spec"]["template"]["spec"]["volumes"][0]["configMap"]["name"] += "x"
    found = drift(site, objects, tmp_path)
    (section,) = found["sections"]
    assert section["about"] == "`lms-worker`"
    assert [change["what"].split("`")[1] for change in section["changes"]] == ["--purge", "volumes[settings-lms].configMap.name"]
    assert "--target kustomize" in found["todo"]


def test_tutors_worker_beside_the_one_that_takes_its_place(alone, tmp_path: Path) -> None:
    site = tmp_path / "site.celq"
    site.write_text(RENAMED)
    before = subprocess.run(["kubectl", "kustomize", alone("openedx")], capture_output=True, encoding="utf-8", check=True)
    objects = put_together(site, alone("openedx"), tmp_path)
    objects += [one for one in yaml.safe_load_all(before.stdout) if one and one["metadata"]["name"] == "cms-worker"]
    found = drift(site, objects, tmp_path)
    (section,) = found["sections"]
    assert section["about"] == "`cms-worker`"
    assert section["changes"][0]["what"] == "the file does not have this worker"
    assert "it consumes `edx.cms.core.default`, and takes its tasks from `studio-tasks`" in section["changes"][0]["details"]


def drift(site: Path, objects: list[dict], folder: Path) -> dict:
    dump = folder / "dump.yaml"
    dump.write_text(yaml.safe_dump_all(objects))
    command = [qc.BINARY, "drift", "--format=json", site, "--cluster", dump]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8")
    found = json.loads(ran.stdout)
    assert ran.returncode == (1 if found["sections"] else 0), ran.stderr
    return found
