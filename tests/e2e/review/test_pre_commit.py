"""pre-commit itself runs the hooks, in a repository of somebody's."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from repository import Repository, copy_of_this_one, readme_blocks
from tools import PROGRAMS

import qc

HOOKS = qc.CLONE / ".pre-commit-hooks.yaml"
SITE = "site demo release=verawood\nqueue lms.high concurrency=2\n"
Hook = Callable[[str], subprocess.CompletedProcess]


@pytest.fixture
def site(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "site")
    repository.write("site.celq", SITE)
    return repository


@pytest.fixture
def hook(site: Repository, tmp_path: Path) -> Hook:
    """Runs a hook on everything that Git knows, with the built qc on the path, as who has installed it."""
    hooks = Repository(tmp_path / "hooks")
    hooks.write(HOOKS.name, HOOKS.read_text())
    used = [{"id": hook["id"], "language": "system"} for hook in yaml.safe_load(HOOKS.read_text())]
    config = {"repos": [{"repo": str(hooks.folder), "rev": hooks.commit(), "hooks": used}]}
    site.write(".pre-commit-config.yaml", yaml.safe_dump(config))
    path = f"{qc.BINARY.parent}:{PROGRAMS}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PRE_COMMIT_HOME": str(tmp_path / "home")}

    def run(name: str) -> subprocess.CompletedProcess:
        site.commit()
        command = ["pre-commit", "run", "--color=never", "--all-files", name]
        return subprocess.run(command, cwd=site.folder, env=environment, capture_output=True, encoding="utf-8")

    return run


def test_pre_commit_takes_the_hooks() -> None:
    subprocess.run([PROGRAMS / "pre-commit", "validate-manifest", HOOKS], check=True)


def test_the_settings_of_the_readme_work(tmp_path: Path) -> None:
    settings, _ = readme_blocks()
    (tmp_path / "config.yaml").write_text(settings)
    subprocess.run([PROGRAMS / "pre-commit", "validate-config", tmp_path / "config.yaml"], check=True)
    used = yaml.safe_load(settings)["repos"][0]["hooks"]
    assert used == [{"id": hook["id"]} for hook in yaml.safe_load(HOOKS.read_text())]


def test_what_is_right_passes(hook: Hook) -> None:
    for name in ["qc-check", "qc-fmt"]:
        ran = hook(name)
        dots = "." * (79 - len(name) - len("Passed"))
        last = ran.stdout.splitlines()[-1]
        assert (ran.returncode, last) == (0, f"{name.replace('-', ' ')}{dots}Passed"), ran.stdout


def test_a_fault_fails_with_its_message(site: Repository, hook: Hook) -> None:
    site.write("envs/prod.celq", 'include "../base.celq"\namend queue lms.high keda min=3\n')
    site.write("base.celq", f"{SITE}  keda min=1 max=2\n")
    ran = hook("qc-check")
    assert ran.returncode == 1
    # The file with the fault is the one that includes, whichever was changed.
    assert "error[min-above-max]" in ran.stdout
    assert "base.celq: 3 workers · 175 tasks, all reach a worker · no errors" in ran.stdout
    assert ran.stdout.rstrip().endswith("3 files checked · 1 error"), ran.stdout


def test_a_folder_without_sites_is_not_checked(site: Repository, hook: Hook) -> None:
    (site.folder / "site.celq").unlink()
    ran = hook("qc-check")
    assert (ran.returncode, ran.stdout.rstrip("\n").endswith("(no files to check)Skipped")) == (0, True), ran.stdout


def test_fmt_rewrites(site: Repository, hook: Hook) -> None:
    site.write("other file.celq", "queue   lms.high   concurrency=2\n")
    ran = hook("qc-fmt")
    assert ran.returncode == 1
    assert "files were modified by this hook" in ran.stdout
    assert "1 file reformatted, 1 file already formatted" in ran.stdout
    assert (site.folder / "other file.celq").read_text() == "queue lms.high concurrency=2\n"
    assert hook("qc-fmt").returncode == 0


def test_pre_commit_installs_them_itself(site: Repository, elsewhere: dict[str, str], tmp_path: Path) -> None:
    """As `language: python` says: pip builds the wheel of a clone. Only the profile is another, which compiles fast."""
    hooks = copy_of_this_one(tmp_path / "hooks")
    used = [{"id": hook["id"]} for hook in yaml.safe_load(HOOKS.read_text())]
    config = {"repos": [{"repo": str(hooks.folder), "rev": hooks.commit(), "hooks": used}]}
    site.write(".pre-commit-config.yaml", yaml.safe_dump(config))
    site.write("site.celq", f"{SITE}  keda   min=3 max=2\n")
    site.commit()
    command = ["pre-commit", "run", "--color=never", "--all-files"]
    environment = {**elsewhere, "PRE_COMMIT_HOME": str(tmp_path / "home")}
    ran = subprocess.run(command, cwd=site.folder, env=environment, capture_output=True, encoding="utf-8")
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "error[min-above-max]" in ran.stdout
    assert "1 file reformatted, 0 files already formatted" in ran.stdout
    assert list((tmp_path / "home").glob("repo*/py_env-*/bin/qc"))
