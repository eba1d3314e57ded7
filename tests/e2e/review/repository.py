"""Git repositories of a test's own, which know nothing of the user's settings, and what the README puts into them."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import qc

NOBODY = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
SETTINGS = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false"]


class Repository:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def commit(self) -> str:
        """Commits everything that is there, and gives the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=a state")
        return self.git("rev-parse", "HEAD").strip()

    def git(self, *arguments: str) -> str:
        command = ["git", *SETTINGS, *arguments]
        return subprocess.check_output(command, cwd=self.folder, env={**os.environ, **NOBODY}, text=True)


def copy_of_this_one(folder: Path) -> Repository:
    """The project as Git knows it, with what is not committed yet."""
    copy = Repository(folder)
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.check_output(listed, cwd=qc.CLONE, text=True).rstrip("\0").split("\0"):
        if (qc.CLONE / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(qc.CLONE / name, folder / name)
    return copy


def readme_blocks() -> list[str]:
    """The README's YAML that a user copies: pre-commit's settings and a workflow."""
    text = (qc.CLONE / "README.md").read_text()
    blocks = re.findall(r"^```yaml\n(.*?)^```$", text, re.M | re.S)
    assert len(blocks) == 2
    return blocks
