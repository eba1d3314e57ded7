"""What the tests here need: redis-server, an environment for each line of Celery, and a Redis that is told what becomes of tasks."""

import shutil
from collections.abc import Iterator

import lines
import pytest

from started import Redis, redis_server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not shutil.which("redis-server"):
        for item in items:
            if "celery" in item.path.parts[-2]:
                item.add_marker(pytest.mark.skip(reason="no redis-server: no worker is started"))


@pytest.fixture(scope="session")
def notes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    missing = [line for line in lines.LINES if not lines.programs(line).exists()]
    assert not missing, f"Celery {missing} is not installed: start the suite with tests/e2e/run"
    with redis_server(tmp_path_factory.mktemp("notes")) as server:
        yield server
