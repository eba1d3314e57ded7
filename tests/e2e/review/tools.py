"""Where the programs of the tests' own environment are: maturin, pre-commit and the judges."""

import sys
from pathlib import Path

PROGRAMS = Path(sys.executable).parent
