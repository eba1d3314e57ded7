"""Runs qc.

In: a `.celq` file. Out: the objects, settings or model that qc writes for it, or the rules that it breaks.
"""

import json
import os
import subprocess
from pathlib import Path

import yaml

CLONE = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("CARGO_TARGET_DIR", CLONE / "target")) / "e2e" / "qc"


def objects(site: Path) -> list[dict]:
    return documents(manifests(site))


def documents(text: str) -> list[dict]:
    """The documents of a YAML stream, read by libyaml: PyYAML's own reader takes ten times as long."""
    return [one for one in yaml.load_all(text, yaml.CSafeLoader) if one]


def manifests(site: Path) -> str:
    return built(site, "manifests")


def settings(site: Path) -> str:
    return built(site, "settings")


def built(site: Path, target: str) -> str:
    """What a target writes, where that is one text."""
    return _built(site, f"--target={target}")


def model(site: Path) -> dict:
    return json.loads(_built(site, "--target=model"))


def routes(site: Path) -> list[dict]:
    """The way of every task from every sender."""
    ran = _run("routes", "--json", str(site))
    assert ran.returncode == 0, f"qc refuses {site}:\n{ran.stderr}"
    return json.loads(ran.stdout)


def dot(site: Path) -> str:
    """The picture of a site, for Graphviz."""
    ran = _run("graph", "--format=dot", str(site))
    assert ran.returncode == 0, f"qc refuses {site}:\n{ran.stderr}"
    return ran.stdout


def write_folder(site: Path, folder: Path, target: str = "manifests") -> None:
    _built(site, f"--target={target}", f"--output={folder}")


def said(site: Path) -> list[str]:
    """All that qc says of a file, by the names of its rules."""
    ran = _run("check", "--quiet", "--notes", "--output-format=json", str(site))
    return [diagnostic["rule"] for diagnostic in json.loads(ran.stdout)["diagnostics"]]


def broken_rules(site: Path) -> list[str]:
    """The errors of a file that qc refuses, by the names of their rules; nothing may be written for it."""
    ran = _run("build", "--quiet", "--output-format=json", str(site))
    assert (ran.returncode, ran.stdout) == (1, ""), f"qc takes {site}"
    diagnostics = json.loads(ran.stderr)["diagnostics"]
    return [diagnostic["rule"] for diagnostic in diagnostics if diagnostic["severity"] == "error"]


def _built(site: Path, *options: str) -> str:
    ran = _run("build", "--quiet", "--output-format=concise", *options, str(site))
    assert ran.returncode == 0, f"qc refuses {site}:\n{ran.stderr}"
    return ran.stdout


def _run(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([BINARY, *arguments], capture_output=True, encoding="utf-8")
