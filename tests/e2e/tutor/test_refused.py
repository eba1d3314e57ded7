"""What the plugin renders without a word and no cluster runs as it was meant, qc refuses.

A folder in `refused/` is such a layout; its file `refused-by` names the rule.
"""

from pathlib import Path

import pytest

import qc
import render
from sites import refused

each_refused = pytest.mark.parametrize("layout", refused(), ids=lambda layout: layout.name)


@each_refused
def test_the_plugin_renders_it(layout: Path, rendered) -> None:
    assert render.from_files(rendered(layout))


@each_refused
def test_qc_refuses_it(layout: Path) -> None:
    assert qc.broken_rules(layout / "site.celq") == (layout / "refused-by").read_text().split()
