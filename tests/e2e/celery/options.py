"""The project's table of the options of `celery worker`: what it says of each option and pool.

In: spec/celery/worker-options.yaml. Out: its rows, and a word for an option on a pool.
"""

import yaml

import qc

ROWS = {row["option"]: row for row in yaml.safe_load((qc.CLONE / "spec/celery/worker-options.yaml").read_text())["options"]}
POOLS = ("prefork", "gevent", "eventlet", "threads", "solo")


def word(option: str, pool: str) -> str:
    return ROWS[option].get("pools", {}).get(pool, "honoured")


def is_there(option: str, line: str) -> bool:
    """Whether a line of Celery has the option."""
    since = ROWS[option].get("since", "0.0")
    return parts(since)[:2] <= parts(line)


def parts(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]
