"""The sites that the suite builds: folders of the layouts, and `.celq` files, by a name that a test's name shows."""

from pathlib import Path

import qc

HERE = Path(__file__).parent


def layouts() -> list[Path]:
    return folders(HERE / "tutor" / "layouts")


def refused() -> list[Path]:
    """Layouts that the plugin renders and qc refuses."""
    return folders(HERE / "tutor" / "refused")


def sites() -> dict[str, Path]:
    """All files that build: the layouts, the sites of `objects/`, and the project's examples."""
    of_layouts = {layout.name: layout / "site.celq" for layout in layouts()}
    others = [*(HERE / "objects" / "sites").glob("*.celq"), *(qc.CLONE / "spec" / "examples").glob("*.celq")]
    return of_layouts | {f"{file.parent.name}-{file.stem}": file for file in sorted(others)}


def cases() -> dict[str, Path]:
    """The cases of `tests/pipeline` that build and have no example for their input."""
    built = [case for case in folders(qc.CLONE / "tests" / "pipeline") if (case / "manifests.yaml").exists()]
    return {f"case-{case.name}": case / "input.celq" for case in built if (case / "input.celq").exists()}


def spread(case: Path, folder: Path) -> Path:
    """A case's file in a folder, with those that it includes: a line `# file: NAME` begins another one."""
    first, *others = case.read_bytes().split(b"\n# file: ")
    site = folder / case.name
    site.write_bytes(first)
    for name, _, text in (other.partition(b"\n") for other in others):
        included = folder / name.decode()
        included.parent.mkdir(parents=True, exist_ok=True)
        included.write_bytes(text)
    return site


def folders(parent: Path) -> list[Path]:
    return sorted(folder for folder in parent.iterdir() if folder.is_dir())
