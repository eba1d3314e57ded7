"""What the tests of packages share: the wheel, and the environment in which its parts are built."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tools import PROGRAMS

import qc


@pytest.fixture(scope="session")
def building() -> dict[str, str]:
    """An environment in which the binary that is there already is found, and nothing is compiled twice."""
    target = qc.BINARY.parents[1]
    return {**os.environ, "PATH": f"{PROGRAMS}:{os.environ['PATH']}", "CARGO_TARGET_DIR": str(target)}


@pytest.fixture(scope="session")
def wheel(building: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as pip builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, f"--wheel-dir={folder}", qc.CLONE], env=building, check=True)
    (wheel,) = folder.iterdir()
    return wheel
