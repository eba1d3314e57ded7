"""What a release says about itself."""

import subprocess
from pathlib import Path

import qc

NOTES = qc.CLONE / "review" / "notes"
CHANGELOG = """\
# Changelog

## [Unreleased]

## [0.10.0] - 2027-01-02

### Added

- Much.

### Fixed

- This, too.

## [0.1.0] - 2026-11-21

The first.

[0.1.0]: https://example.org
"""


def notes(*arguments: str | Path) -> subprocess.CompletedProcess:
    return subprocess.run([NOTES, *arguments], capture_output=True, encoding="utf-8")


def test_the_notes_of_a_release_are_its_entry(tmp_path: Path) -> None:
    file = tmp_path / "CHANGELOG.md"
    file.write_text(CHANGELOG)
    assert notes("0.10.0", file).stdout == "### Added\n\n- Much.\n\n### Fixed\n\n- This, too.\n\n"
    assert notes("0.1.0", file).stdout == "The first.\n\n"
    ran = notes("0.1", file)
    assert (ran.returncode, ran.stdout, ran.stderr) == (1, "", "no notes of 0.1\n")


def test_the_newest_release_has_notes() -> None:
    version = subprocess.run([qc.BINARY, "--version"], capture_output=True, encoding="utf-8").stdout.split()[1]
    ran = notes(version)
    assert ran.returncode == 0 and "\n- " in ran.stdout and "\n## " not in ran.stdout
