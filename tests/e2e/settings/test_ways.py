"""Each task of each sender goes where `qc routes` says: asked of a real Celery that has the settings which qc writes, on top of
what the release's own settings have, and Open edX's documented router."""

from pathlib import Path

import open_edx
import pytest
from celery import Celery
from celery_apps import files, of_open_edx, of_own_service

import qc
from sites import cases, sites, spread

SITES = sites() | cases()


@pytest.mark.parametrize("name", SITES)
def test_each_task_goes_where_qc_says(name: str, tmp_path: Path) -> None:
    site = spread(SITES[name], tmp_path) if name.startswith("case-") else SITES[name]
    said = ways(site)
    assert asked(qc.model(site), files(site, tmp_path / "out"), said) == said
    assert len(said) > 200 or not set(open_edx.SERVICES) & {sender for sender, _ in said}


def test_without_qcs_settings_just_the_routes_of_the_file_differ() -> None:
    site = SITES["examples-openedx-recommended"]
    said = ways(site)
    without = asked(qc.model(site), {"settings.py": ""}, said)
    differ = {way for way in said if without[way] != said[way]}
    tasks = ["import_olx", "update_search_index", "compute_all_grades_for_course"]
    assert sorted(task.rpartition(".")[2] for _, task in differ) == sorted(tasks)
    assert {sender for sender, _ in differ} == {"cms"}


def ways(site: Path) -> dict[tuple[str, str], str]:
    """The queue of each task from each sender, as qc says it."""
    return {(way["sender"], way["task"]): way["queue"] for way in qc.routes(site)}


def asked(model: dict, texts: dict[str, str], said: dict) -> dict[tuple[str, str], str]:
    """The same, as Celery says it."""
    answers = {}
    for sender in (service["name"] for service in model["services"]):
        if sender in open_edx.SERVICES:
            app = of_open_edx(texts["settings.py"], service=sender, release=model["release"])
            # What the file routes though it is not certain that the release has it, each service may send.
            doubtful = {task: None for by, task in said if by == sender and task in open_edx.doubtful(model["release"])}
            sent = doubtful | open_edx.sent(model, sender)
        else:
            # Nobody but qc knows the tasks of one's own services: they are what the file names.
            app = of_own_service(texts.get(f"settings-{sender}.py", ""))
            sent = {task: None for by, task in said if by == sender}
        answers |= {(sender, task): queue_of(app, task, queue) for task, queue in sent.items()}
    return answers


def queue_of(app: Celery, task: str, given: str | None) -> str:
    options = {"queue": given} if given else {}
    # Twice, because Celery changes the entry of the map that it is given.
    first, second = (app.amqp.router.route(dict(options), task.replace("*", "any.thing")) for _ in range(2))
    assert first["queue"].name == second["queue"].name
    return first["queue"].name
