"""The lines of Celery that are started: each has a list in `requirements/`, and an environment that `run` has made of it.

In: the name of a line, as `5.4`, or a version of Celery. Out: where its programs are.
"""

import re
from pathlib import Path

import qc

LISTS = {list_.stem: list_ for list_ in (Path(__file__).parent / "requirements").glob("*.txt")}
LINES = sorted(LISTS)
OLDEST, NEWEST = LINES[0], LINES[-1]


def of(celery: str) -> str:
    """The line of a version."""
    line = ".".join(celery.split(".")[:2])
    assert line in LINES, f"no Celery {line} is installed: tests/e2e/celery/requirements has {LINES}"
    return line


def programs(line: str) -> Path:
    return qc.CLONE / ".venv" / f"celery-{line}" / "bin"


def version(line: str) -> str:
    return re.search(r"^celery==(.+)$", LISTS[line].read_text(), re.MULTILINE)[1]
