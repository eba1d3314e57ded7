"""What qc builds can take the place of Tutor's workers in Tutor's own kustomization.

This lies behind the differences that are listed for the way `kustomize`: hashes of ConfigMaps, labels in selectors and
annotations come from the kustomization that objects pass through, not from the objects.
"""

import shutil
from pathlib import Path

import pytest
import yaml

import qc
import render
from allowed import entries
from compare import differences
from comparison import is_open
from sites import layouts

LAYOUT = next(layout for layout in layouts() if layout.name == "keda-limits")
OF_KUSTOMIZE = [entry for entry in entries() if entry.way == "kustomize"]
# What the objects bring themselves.
THEIR_OWN = {"scaler-has-the-worker-s-label"}


@pytest.mark.skipif(not is_open("kustomize"), reason="no kubectl: Tutor's files are not put together")
def test_nothing_that_kustomize_adds_sets_the_two_apart(rendered, tmp_path: Path) -> None:
    tutor = rendered(LAYOUT)
    env = shutil.copytree(tutor, tmp_path / "env")
    drop_workers_and_scalers(env)
    add(LAYOUT / "site.celq", env)
    found = differences(render.through_kustomize(tutor), render.through_kustomize(env))
    still = {entry.name for entry in OF_KUSTOMIZE for one in found if entry.allows(one, LAYOUT.name, "kustomize")}
    assert still <= THEIR_OWN


def drop_workers_and_scalers(env: Path) -> None:
    deployments = env / "k8s" / "deployments.yml"
    others = [one for one in qc.documents(deployments.read_text()) if not render.is_worker_or_scaler(one)]
    deployments.write_text(yaml.safe_dump_all(others))
    (env / "plugins" / "celery" / "k8s" / "keda.yml").write_text("")


def add(site: Path, env: Path) -> None:
    qc.write_folder(site, env / "qc")
    file = env / "kustomization.yml"
    kustomization = yaml.safe_load(file.read_text())
    kustomization["resources"].append("qc")
    file.write_text(yaml.safe_dump(kustomization))
