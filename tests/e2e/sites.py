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


def folders(parent: Path) -> list[Path]:
    return sorted(folder for folder in parent.iterdir() if folder.is_dir())
