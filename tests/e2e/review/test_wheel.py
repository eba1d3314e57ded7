"""The wheel: what is in it, and what `pip install` makes of it."""

import email
import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

import qc

VERSION = tomllib.loads((qc.CLONE / "Cargo.toml").read_text())["workspace"]["package"]["version"]


@pytest.fixture(scope="module")
def content(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name.removeprefix(f"celq_compiler-{VERSION}."): archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a user who has installed the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("user")
    venv.create(folder, with_pip=False)
    install = [sys.executable, "-m", "pip", f"--python={folder}/bin/python", "install", "--quiet", "--no-index", wheel]
    subprocess.run(install, check=True)
    return {"PATH": f"{folder}/bin:{os.defpath}"}


def test_it_has_the_program_its_licence_and_nothing_of_the_machine(content: dict[str, bytes]) -> None:
    info = ["METADATA", "RECORD", "WHEEL", "licenses/LICENSE"]
    assert sorted(content) == ["data/scripts/qc", *(f"dist-info/{name}" for name in info)]
    assert content["data/scripts/qc"] == qc.BINARY.read_bytes()
    assert content["dist-info/licenses/LICENSE"] == (qc.CLONE / "LICENSE").read_bytes()


def test_its_metadata_say_what_it_is(content: dict[str, bytes]) -> None:
    metadata = email.message_from_bytes(content["dist-info/METADATA"])
    fields = ["Name", "Version", "License-Expression", "License-File", "Requires-Python", "Requires-Dist"]
    assert [metadata[field] for field in fields] == ["celq-compiler", VERSION, "Apache-2.0", "LICENSE", ">=3.8", None]
    # PyPI refuses what has this, whoever tries.
    assert "Private :: Do Not Upload" in metadata.get_all("Classifier")
    text = content["dist-info/METADATA"].decode().partition("\n\n")[2]
    assert text.strip() == (qc.CLONE / "README.md").read_text().strip()
    assert b"\nTag: py3-none-" in content["dist-info/WHEEL"]


def test_pip_puts_qc_on_the_path(installed: dict[str, str], tmp_path: Path) -> None:
    ran = subprocess.run(["qc", "--version"], env=installed, capture_output=True, encoding="utf-8")
    assert (ran.returncode, ran.stdout) == (0, f"qc {VERSION}\n")
    (tmp_path / "site.celq").write_text("queue lms.high concurency=2\n")
    check = ["qc", "check", "--output-format=concise", "--quiet"]
    ran = subprocess.run(check, env=installed, cwd=tmp_path, capture_output=True, encoding="utf-8")
    told = "site.celq:1:16: error[unknown-key] `queue` has no key `concurency`\n"
    assert (ran.returncode, ran.stdout, ran.stderr) == (1, told, "")
