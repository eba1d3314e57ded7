"""Asks promtool, which is Prometheus itself, about the alerts of a site.

In: the rules of a PrometheusRule, and series. Out: what promtool has against the rules, or the alerts that fire.
"""

import json
import shutil
import subprocess
from pathlib import Path

import yaml

IS_HERE = shutil.which("promtool") is not None
# What tells alerts from each other, for the text of an answer.
FIRING = "count by (alertname, severity, deployment, queue_name) (ALERTS{alertstate='firing'})"


def check(rules: dict, folder: Path) -> list[str]:
    ran = run("check", "rules", "--lint=all", "--lint-fatal", write(folder / "rules.yaml", rules))
    return [] if ran.returncode == 0 else (ran.stdout + ran.stderr).splitlines()


def disagreement(rules: dict, case: dict, folder: Path) -> str:
    """What promtool answers when it is told which alerts fire at some times; nothing where it agrees."""
    write(folder / "rules.yaml", rules)
    samples = [{"labels": labels(alert), "value": 1} for alert in case["fires"]]
    questions = [{"expr": FIRING, "eval_time": at, "exp_samples": samples} for at in case["at"]]
    series = [{"series": name, "values": values} for name, values in case["series"].items()]
    test = {"interval": "1m", "input_series": series, "promql_expr_test": questions}
    # YAML takes `0x30` for a number.
    assert all(isinstance(one["values"], str) for one in series), "values have to be texts"
    tests = {"rule_files": ["rules.yaml"], "evaluation_interval": "1m", "tests": [test]}
    ran = run("test", "rules", write(folder / "tests.yaml", tests))
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


def labels(alert: dict) -> str:
    return "{" + ",".join(f"{name}={json.dumps(value)}" for name, value in alert.items()) + "}"


def write(file: Path, content: dict) -> str:
    file.write_text(yaml.safe_dump(content, sort_keys=False))
    return str(file)


def run(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(["promtool", *arguments], capture_output=True, encoding="utf-8")
