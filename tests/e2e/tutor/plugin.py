"""A site under Tutor, before and after the plugin that qc writes for it.

In: a Tutor, the text of a site, what an operator has in Tutor's configuration. Out: Tutor's rendered folders, and what
kustomize and Compose make of them.
"""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import yaml

import qc
import render

# The Tutors that the suite has, with their releases of Open edX.
RELEASES = {"18": "redwood", "20": "teak", "21": "ulmo", "22": "verawood"}
NEWEST = "22"


@dataclass(frozen=True)
class Root:
    """A folder with Tutor's configuration."""

    path: Path
    tutor: str

    @property
    def env(self) -> Path:
        return self.path / "env"

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        binary = render.TUTOR if self.tutor == NEWEST else qc.CLONE / ".venv" / f"tutor-{self.tutor}" / "bin" / "tutor"
        environment = render.environment(self.path, self.path / "plugins")
        return subprocess.run([binary, *arguments], env=environment, capture_output=True, encoding="utf-8")

    def saved(self) -> Path:
        """The rendered folder."""
        ran = self.run("config", "save")
        assert ran.returncode == 0, f"Tutor {self.tutor} cannot render:\n{ran.stdout}{ran.stderr}"
        return self.env


def configured(folder: Path, tutor: str, values: dict) -> Root:
    """A configuration without any plugin."""
    (folder / "plugins").mkdir(parents=True)
    (folder / "config.yml").write_text(yaml.safe_dump({"ID": "campus", "PLUGINS": [], **values}))
    return Root(folder, tutor)


def with_plugin(root: Root, site: Path) -> str:
    """Drops the plugin of a site into the folder of plugins, and enables it. Gives what Tutor says to that."""
    qc.write_folder(site, root.path / "plugins", "tutor")
    ran = root.run("plugins", "enable", "celq")
    return ran.stdout + ran.stderr


def kustomized(folder: Path) -> dict[tuple[str, str], dict]:
    """The objects that kustomize makes of a folder, by kind and name."""
    ran = subprocess.run(["kubectl", "kustomize", folder], capture_output=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    return by_name(qc.documents(ran.stdout))


def by_name(objects) -> dict[tuple[str, str], dict]:
    return {(one["kind"], one["metadata"]["name"]): one for one in objects}


def services(env: Path, *more: Path) -> dict[str, dict]:
    """The services that Compose reads from Tutor's files and those after them, as it writes them down itself."""
    files = [env / "local" / "docker-compose.yml", env / "local" / "docker-compose.prod.yml", *more]
    options = [f"--file={file}" for file in files]
    command = ["docker-compose", f"--project-directory={env / 'local'}", *options, "config"]
    ran = subprocess.run(command, env=os.environ | {"TOKEN": "secret"}, capture_output=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    return qc.documents(ran.stdout.replace(str(env.parent), "ROOT"))[0]["services"]
