"""Runs the composite action as a runner of GitHub's does.

In: a checkout and the action's inputs. Out: what each step printed, the job's summary, and the actions that would have
been used. Expressions are only those that action.yml has; another one fails.
"""

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import yaml

import qc

ACTION = qc.CLONE / "action.yml"
SHELL = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail"]


@dataclass
class Job:
    checkout: Path
    temp: Path
    environment: dict[str, str]
    stdout: str = ""
    stderr: str = ""
    failed: bool = False
    used: list[dict] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.temp.mkdir(exist_ok=True)

    @property
    def summary(self) -> str:
        file = self.temp / "summary.md"
        return file.read_text() if file.exists() else ""

    def run(self, **inputs: str) -> "Job":
        """Runs all steps; `diff_base` is the input `diff-base`."""
        action = yaml.safe_load(ACTION.read_text())
        values = {name: one["default"] for name, one in action["inputs"].items()}
        values["diff-base"] = ""
        values |= {name.replace("_", "-"): value for name, value in inputs.items()}
        for step in action["runs"]["steps"]:
            if self._is_wanted(step.get("if", "success()"), values):
                self._step(step, values)
        return self

    def _is_wanted(self, condition: str, inputs: dict[str, str]) -> bool:
        parts = condition.split(" && ")
        if self.failed and "always()" not in parts:
            return False
        return all(self._holds(part, inputs) for part in parts)

    def _holds(self, part: str, inputs: dict[str, str]) -> bool:
        if part in ("always()", "success()"):
            return True
        name, equals, value = re.fullmatch(r"inputs\.([a-z-]+) (==|!=) '(\w*)'", part).groups()
        return (inputs[name] == value) == (equals == "==")

    def _step(self, step: dict, inputs: dict[str, str]) -> None:
        if "uses" in step:
            self.used.append({"uses": step["uses"], **self._filled(step["with"], inputs)})
            return
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "what is filled into a script can be a command"
        script, output = self.temp / "step.sh", self.temp / "output"
        script.write_text(step["run"])
        output.write_text("")
        known = {"ACTION_PATH": qc.CLONE, "STEP_SUMMARY": self.temp / "summary.md", "OUTPUT": output}
        environment = {f"GITHUB_{name}": str(value) for name, value in known.items()}
        environment |= {"RUNNER_TEMP": str(self.temp), "RUNNER_OS": "Linux", "RUNNER_ARCH": "X64", **self.environment}
        environment |= self._filled(step.get("env", {}), inputs)
        command = [*SHELL, str(script)]
        ran = subprocess.run(command, cwd=self.checkout, env=environment, capture_output=True, encoding="utf-8")
        self.stdout += ran.stdout
        self.stderr += ran.stderr
        self.failed |= ran.returncode != 0
        for line in output.read_text().splitlines():
            name, _, value = line.partition("=")
            self.outputs[f"steps.{step['id']}.outputs.{name}"] = value

    def _filled(self, values: dict[str, str], inputs: dict[str, str]) -> dict[str, str]:
        known = {f"inputs.{name}": value for name, value in inputs.items()}
        known |= {"runner.temp": str(self.temp), **self.outputs}
        expression = re.compile(r"\$\{\{ (.*?) }}")
        return {name: expression.sub(lambda found: known[found[1]], value) for name, value in values.items()}
