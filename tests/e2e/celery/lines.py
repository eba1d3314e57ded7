"""The lines of Celery that are started: each has a list `requirements/celery-LINE.txt`, and an environment that
`run` has made of it.

In: the name of a line, as `5.4`, or a version of Celery. Out: where its programs are.
"""

import re
from pathlib import Path

import qc

LISTS = Path(__file__).parents[1] / "requirements"
LINES = sorted(list_.stem.removeprefix("celery-") for list_ in LISTS.glob("celery-*.txt"))
OLDEST, NEWEST = LINES[0], LINES[-1]


def of(celery: str) -> str:
    """The line of a version."""
    line = ".".join(celery.split(".")[:2])
    assert line in LINES, f"no Celery {line} is installed: tests/e2e/requirements has {LINES}"
    return line


def programs(line: str) -> Path:
    return qc.CLONE / ".venv" / f"celery-{line}" / "bin"


def version(line: str) -> str:
    return re.search(r"^celery==(.+)$", (LISTS / f"celery-{line}.txt").read_text(), re.MULTILINE)[1]
