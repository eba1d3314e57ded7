"""What the tests of packages share: the wheel, the static program, and the environments in which they are built."""

import os
import platform
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from dockerfile import instructions
from tools import PROGRAMS

import qc


@pytest.fixture(scope="session")
def building() -> dict[str, str]:
    """An environment in which the binary that is there already is found, and nothing is compiled twice."""
    target = qc.BINARY.parents[1]
    path = f"{PROGRAMS}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "CARGO_TARGET_DIR": str(target), "MATURIN_PEP517_ARGS": "--profile=dev"}


@pytest.fixture(scope="session")
def wheel(building: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as pip builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, f"--wheel-dir={folder}", qc.CLONE], env=building, check=True)
    (wheel,) = folder.iterdir()
    return wheel


@pytest.fixture(scope="session")
def musl(building: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The target of static programs, and an environment in which they compile fast."""
    target = f"{platform.machine()}-unknown-linux-musl"
    listed = ["rustup", "target", "list", "--installed"]
    installed = subprocess.check_output(listed, cwd=qc.CLONE, text=True) if shutil.which("rustup") else ""
    if target not in installed.split():
        pytest.skip(f"no Rust target {target}: static programs are not built")
    fast = {"CARGO_PROFILE_DEV_OPT_LEVEL": "0", "CARGO_PROFILE_DEV_DEBUG": "0", "CARGO_INCREMENTAL": "0"}
    # What a crate has in assembler needs no musl, so any compiler does.
    return target, {**building, **fast, f"CC_{target.replace('-', '_')}": "cc"}


@pytest.fixture(scope="session")
def program(musl: tuple[str, dict[str, str]]) -> Path:
    """What the Dockerfile's first stage builds."""
    target, environment = musl
    ((_, command),) = [line for line in instructions() if line[0] == "RUN"]
    command = shlex.split(command.replace("--release", f"--quiet --target={target}"))
    subprocess.run(command, cwd=qc.CLONE, env=environment, check=True)
    return qc.BINARY.parents[1] / target / "debug" / "qc"


@pytest.fixture
def elsewhere(musl: tuple[str, dict[str, str]], program: Path) -> Iterator[dict[str, str]]:
    """An environment in which another clone compiles to what this one's folder has, without adding to it."""
    target, environment = musl
    built = program.parents[2]
    own = built / "elsewhere"
    shutil.rmtree(own, ignore_errors=True)
    for profile in [f"{target}/debug", "debug"]:
        for part in ["deps", "build", ".fingerprint"]:
            shutil.copytree(built / profile / part, own / profile / part, copy_function=os.link)
    yield {**environment, "CARGO_TARGET_DIR": str(own), "MATURIN_PEP517_ARGS": f"--profile=dev --target={target}"}
    shutil.rmtree(own)
