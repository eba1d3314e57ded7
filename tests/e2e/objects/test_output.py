"""qc writes the same, whenever it is asked and however."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

import qc
from built import SITES, each_site, objects
from relations import key


@pytest.mark.skipif(not shutil.which("kubectl"), reason="no kubectl: folders are not put together")
@each_site
def test_a_folder_holds_the_objects_of_the_stream(name: str, tmp_path: Path) -> None:
    qc.write_folder(SITES[name], tmp_path)
    ran = subprocess.run(["kubectl", "kustomize", tmp_path], capture_output=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    assert by_key(yaml.safe_load_all(ran.stdout)) == by_key(objects(name))


@pytest.mark.parametrize("target", [qc.manifests, qc.settings, qc.model], ids=lambda target: target.__name__)
@each_site
def test_two_runs_write_the_same_bytes(name: str, target) -> None:
    assert target(SITES[name]) == target(SITES[name])


def by_key(stream: Iterable[dict]) -> dict[tuple, dict]:
    return {key(one): one for one in stream}
