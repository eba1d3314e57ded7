"""Completions in the shells themselves, typed, and the man pages read by who formats them."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pexpect
import pytest

import qc

# How a shell starts without anybody's settings, and what loads the completions of `FILE` in it.
SHELLS = {
    "bash": (["--norc", "--noprofile", "-i"], "source FILE"),
    "zsh": (["-f", "-i"], "autoload -U compinit; compinit -u -D; source FILE"),
    "fish": (["--no-config", "-i"], "source FILE"),
}
# What is typed, and what qc is given.
TYPED = {
    "qc bui\t": "build",
    "qc build --targ\tset\t ope\t": "build --target settings open edx.celq",
    "qc check --output-format sar\t envs/pr\t": "check --output-format sarif envs/prod.celq",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files to be completed, and a program on the path in qc's place that writes down what it is given."""
    for name in ["open edx.celq", "envs/prod.celq", "bin/qc"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    asked = f"cd '{tmp_path}'\nprintf '%s\\n' \"$@\" >asked.new\nmv asked.new asked\n"
    (tmp_path / "bin/qc").write_text(f"#!/bin/sh\n{asked}")
    (tmp_path / "bin/qc").chmod(0o755)
    return tmp_path


def completions(shell: str) -> str:
    return subprocess.run([qc.BINARY, "completions", shell], capture_output=True, encoding="utf-8", check=True).stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_tab_completes_commands_options_values_and_files(shell: str, folder: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"no {shell}: its completions are not tried")
    options, load = SHELLS[shell]
    (folder / "completions").write_text(completions(shell))
    path = f"{folder}/bin:{os.defpath}"
    environment = {"PATH": path, "HOME": str(folder), "TERM": "xterm", "LC_ALL": "C.UTF-8"}
    child = pexpect.spawn(shell, options, cwd=folder, env=environment, encoding="utf-8", dimensions=(50, 200))
    child.sendline(f"{load.replace('FILE', 'completions')}; printf '%s\\n' rea''dy")
    child.expect("ready\r?\n", timeout=20)
    for typed, given in TYPED.items():
        child.send(f"{typed}\r")
        # zsh writes an option and its value as one word.
        assert asked(folder / "asked").replace("=", " ") == given
    child.close(force=True)


def asked(file: Path) -> str:
    """What qc was given, once it was."""
    for _ in range(600):
        if file.exists():
            words = file.read_text().splitlines()
            file.unlink()
            return " ".join(words)
        time.sleep(0.05)
    return ""


@pytest.mark.parametrize("shell", ["elvish", "powershell"])
def test_other_shells_know_every_command(shell: str) -> None:
    text = completions(shell)
    assert [command for command in commands() if not re.search(rf"(cand |new\('){command}\b", text)] == []


def commands() -> list[str]:
    listed = subprocess.run([qc.BINARY, "help"], capture_output=True, encoding="utf-8", check=True).stdout
    found = re.findall(r"^  ([a-z]+) {2,}", listed.partition("Commands:\n")[2].partition("\n\n")[0], re.M)
    assert {"build", "check", "man"} < set(found)
    return [command for command in found if command != "help"]


# Line breaks beside empty lines, which clap_mangen writes and which change nothing.
KNOWN = {"skipping paragraph macro: br before sp", "skipping paragraph macro: br after sp"}


@pytest.mark.parametrize("command", ["", *commands()])
def test_man_pages_are_read_without_a_warning(command: str, tmp_path: Path) -> None:
    page = tmp_path / "page.1"
    page.write_bytes(subprocess.run([qc.BINARY, "man", *command.split()], capture_output=True, check=True).stdout)
    if shutil.which("groff"):
        groff = ["groff", "-man", "-ww", "-Tutf8", page]
        ran = subprocess.run(groff, capture_output=True, encoding="utf-8", check=True)
        assert ran.stderr == ""
        name = f"qc-{command}".rstrip("-")
        assert ran.stdout.startswith(f"{name}(1)") and re.search(rf"^ +{name} +- ", ran.stdout, re.M), ran.stdout
    if shutil.which("mandoc"):
        ran = subprocess.run(["mandoc", "-Tlint", "-Wwarning", page], capture_output=True, encoding="utf-8")
        assert {line.partition("WARNING: ")[2] for line in ran.stdout.splitlines()} <= KNOWN


def test_the_page_refers_to_pages_that_there_are() -> None:
    text = subprocess.run([qc.BINARY, "man"], capture_output=True, encoding="utf-8", check=True).stdout
    assert re.findall(r"^qc\\-([a-z]+)\(1\)", text, re.M) == commands()


def test_a_page_that_there_is_not_is_said() -> None:
    ran = subprocess.run([qc.BINARY, "man", "bild"], capture_output=True, encoding="utf-8")
    told = "error: there is no command `bild`; did you mean `build`?\n"
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, "", told)
