"""Graphviz takes the DOT text that qc writes, and finds in it what was meant."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import qc
import sites

pytestmark = pytest.mark.skipif(shutil.which("dot") is None, reason="dot (Graphviz) is not here")

HOSTILE = """site hostile
service shop app=shop image=registry.example/shop:1 settings=shop.settings
queue shop.celery
queue shop.b name="say \\"no\\" \\\\N \\\\"
route "shop.<b>.{a|b}.run" -> shop.b
"""


@pytest.mark.parametrize("site", sites.sites().values(), ids=sites.sites().keys())
def test_it_reads_every_site(site: Path) -> None:
    dot = qc.dot(site)
    read = _read(dot)
    assert len(_nodes(read)) == len(re.findall(r"^ +n\d+ \[label=", dot, re.M)) > 0
    assert len(read["edges"]) == dot.count(" -> ") > 0


def test_names_are_only_names(tmp_path: Path) -> None:
    site = tmp_path / "site.celq"
    site.write_text(HOSTILE)
    ran = subprocess.run([qc.BINARY, "graph", "--format=dot", site], capture_output=True, encoding="utf-8")
    drawn = subprocess.run(["dot", "-Tsvg"], input=ran.stdout, capture_output=True, encoding="utf-8", check=True)
    assert drawn.stderr == ""
    assert 'say &quot;no&quot; \\N \\<' in drawn.stdout
    assert "shop.&lt;b&gt;.{a|b}.run" in drawn.stdout


def _read(dot: str) -> dict:
    ran = subprocess.run(["dot", "-Tjson0"], input=dot, capture_output=True, encoding="utf-8")
    assert (ran.returncode, ran.stderr) == (0, "")
    return json.loads(ran.stdout)


def _nodes(read: dict) -> list[dict]:
    return [one for one in read["objects"] if re.fullmatch(r"n\d+", one["name"])]
