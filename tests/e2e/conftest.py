"""What all tests here need: a built qc."""

import pytest

import qc


def pytest_sessionstart() -> None:
    if not qc.BINARY.exists():
        pytest.exit(f"{qc.BINARY} is not built: start the suite with tests/e2e/run", returncode=2)
