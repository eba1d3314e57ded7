"""Rendered and compared layouts, each once, however many tests look at it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from compare import Difference
from comparison import compare_layout
from render import render


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Tutor's `env/` of a layout."""
    return cache(lambda layout: render(layout, tmp_path_factory.mktemp(layout.name)))


@pytest.fixture(scope="session")
def compared(rendered) -> Callable[[Path, str], list[Difference]]:
    """The differences of a layout, read in a way."""
    return cache(lambda layout, way: compare_layout(layout, rendered(layout), way))
