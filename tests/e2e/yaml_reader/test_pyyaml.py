"""PyYAML, which reads YAML 1.1, takes what qc's YAML writer writes for the values that were meant."""

import json
import subprocess

import yaml

import qc


def test_every_value_reads_back_as_itself() -> None:
    command = ["cargo", "run", "--quiet", "--package", "tests", "--bin", "yaml-samples"]
    samples = subprocess.run(command, cwd=qc.CLONE, capture_output=True, check=True).stdout.splitlines()
    assert len(samples) == 5000
    for line in samples:
        sample = json.loads(line)
        read = yaml.safe_load(sample["yaml"])
        assert _typed(read) == _typed(sample["value"]), sample["yaml"]


def test_a_number_is_not_the_same_as_its_text() -> None:
    assert _typed(1) != _typed("1") != _typed(True) != _typed(1) != _typed(1.0)


def _typed(value: object) -> str:
    """The value with its types: Python takes 1, 1.0 and True for the same."""
    return repr(value)
