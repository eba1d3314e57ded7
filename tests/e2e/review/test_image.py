"""The image: what the Dockerfile builds, where there is nothing but it.

There may be no daemon, so the two stages are gone through by hand: the build's command with musl as its target, in a
profile that compiles fast, and the last stage as a folder that is made the root.
"""

import json
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from dockerfile import DOCKERFILE, instructions, one
from tools import PROGRAMS

import qc

SITE = "site demo release=verawood\nqueue lms.high concurrency=2 keda min=1 max=6\n"
NOBODY = 65534
Run = Callable[..., subprocess.CompletedProcess]


@pytest.fixture
def image(program: Path, tmp_path: Path) -> Path:
    """The last stage, and a site where it is mounted."""
    assert one("FROM") == "scratch"
    source, place = one("COPY").removeprefix("--from=build ").split()
    assert source == "/celq/target/release/qc"
    root = tmp_path / "image"
    (root / "site").mkdir(parents=True)
    shutil.copy(program, root / place.lstrip("/"))
    (root / "site" / "site.celq").write_text(SITE)
    return root


@pytest.fixture
def run(image: Path) -> Run:
    if os.geteuid() != 0:
        pytest.skip("only root may change the root: the image's program is not run alone")
    user, group = map(int, one("USER").split(":"))
    assert (user, group) == (NOBODY, NOBODY)
    mounted, entry = one("WORKDIR"), json.loads(one("ENTRYPOINT"))

    def enter() -> None:
        os.chroot(image)
        os.chdir(mounted)
        os.setgroups([])
        os.setgid(group)
        os.setuid(user)

    def run(*arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run([*entry, *arguments], env={}, preexec_fn=enter, capture_output=True, encoding="utf-8")

    return run


def test_hadolint_finds_nothing() -> None:
    subprocess.run([PROGRAMS / "hadolint", DOCKERFILE], check=True)


def test_it_is_built_by_the_toolchain_of_the_project() -> None:
    channel = tomllib.loads((qc.CLONE / "rust-toolchain.toml").read_text())["toolchain"]["channel"]
    assert re.fullmatch(rf"rust:{re.escape(channel)}-alpine\d\.\d+ AS build", instructions()[0][1])
    assert ("ENV", f"RUSTUP_TOOLCHAIN={channel}") in instructions()


def test_the_program_needs_no_library(program: Path) -> None:
    read = subprocess.check_output(["readelf", "--dynamic", "--segments", "--wide", program], text=True)
    assert "LOAD" in read and "NEEDED" not in read and "INTERP" not in read


def test_it_proves_and_builds_where_there_is_nothing_else(run: Run, image: Path) -> None:
    assert sorted(path.name for path in image.iterdir()) == ["qc", "site"]
    ran = run("check")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert ran.stderr == "3 workers · 175 tasks, all reach a worker · no errors\n"
    ran = run("build")
    assert (ran.returncode, ran.stdout) == (0, qc.manifests(image / "site" / "site.celq"))


def test_it_compares_without_a_place_to_write(run: Run, image: Path) -> None:
    folder = image / "site" / "manifests"
    qc.write_folder(image / "site" / "site.celq", folder)
    ran = run("build", "--check", "--output=manifests")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    (image / "site" / "site.celq").write_text(SITE.replace("max=6", "max=7"))
    ran = run("build", "--diff", "--output=manifests")
    changed = [line for line in ran.stdout.splitlines() if re.match(r"[+-] ", line)]
    assert (ran.returncode, changed) == (1, ["-  maxReplicaCount: 6", "+  maxReplicaCount: 7"])
