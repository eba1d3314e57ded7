"""Judges objects by the models that npm has of KEDA, Prometheus Operator and the autoscaler.

In: objects. Out: for each what its model has against it. One run of node judges them all.
"""

import json
import subprocess
from pathlib import Path

SCRIPT = Path(__file__).with_name("models.mjs")


def complaints(objects: list[dict]) -> list[list[str]]:
    ran = subprocess.run(["node", SCRIPT], input=json.dumps(objects), capture_output=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)
