"""What qc builds for a layout is what Tutor and tutor-contrib-celery declare for it, but for the listed differences."""

from collections import Counter
from pathlib import Path

import pytest

import qc
import render
from allowed import Allowed, entries
from compare import Difference
from comparison import is_open, ways
from sites import layouts

LAYOUTS = layouts()
ALLOWED = entries()
# Each layout in each way that says what it is.
COMPARISONS = [(layout, way) for layout in LAYOUTS for way in ways(layout)]
# Open edX sends to it, and no worker of Tutor's consumes it.
ORPHAN = "edx.lms.core.ora_workflow_update"
NO_KUBECTL = "no kubectl: Tutor's files are not put together"
IDS = [f"{layout.name}-{way}" for layout, way in COMPARISONS]

each_comparison = pytest.mark.parametrize(("layout", "way"), COMPARISONS, ids=IDS)
each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
each_entry = pytest.mark.parametrize("entry", ALLOWED, ids=lambda entry: entry.name)


@each_comparison
def test_qc_differs_only_where_a_listed_reason_says_so(layout: Path, way: str, compared) -> None:
    skip_unless_open(way)
    unlisted = [str(found) for found in compared(layout, way) if not allowing(found, layout, way)]
    if unlisted:
        pytest.fail("\n".join(["differences.yaml does not have", *unlisted]), pytrace=False)


@each_comparison
def test_no_difference_is_listed_twice(layout: Path, way: str, compared) -> None:
    skip_unless_open(way)
    names = [allowing(found, layout, way) for found in compared(layout, way)]
    assert not [several for several in names if len(several) > 1]


@each_entry
def test_every_listed_difference_is_there(entry: Allowed, compared) -> None:
    if entry.way:
        skip_unless_open(entry.way)
    open_here = [(layout, way) for layout, way in COMPARISONS if is_open(way)]
    uses = {layout.name for layout, way in open_here if uses_it(entry, compared(layout, way), layout, way)}
    assert uses, "no layout needs it any more: remove it from differences.yaml"
    assert uses >= set(entry.layouts), "layouts that are named do not need it"


@each_layout
def test_every_queue_that_tutor_serves_without_the_plugin_has_one_worker(layout: Path, rendered) -> None:
    of_tutor = render.from_files(rendered(layout))
    tutors_own = [one for one in of_tutor if one["metadata"]["name"] in ("lms-worker", "cms-worker")]
    expected = {queue for worker in tutors_own for queue in queues(worker)[0]} | {ORPHAN}
    workers = [one for one in qc.objects(layout / "site.celq") if one["kind"] == "Deployment"]
    served = Counter(queue for worker in workers for queue in queues(worker)[-1])
    assert expected <= served.keys()
    assert set(served.values()) == {1}


def allowing(found: Difference, layout: Path, way: str) -> list[str]:
    return [entry.name for entry in ALLOWED if entry.allows(found, layout.name, way)]


def uses_it(entry: Allowed, found: list[Difference], layout: Path, way: str) -> bool:
    return any(entry.allows(difference, layout.name, way) for difference in found)


def queues(worker: dict) -> list[list[str]]:
    """The queues of each `--queues` of a worker; of several Celery takes the last."""
    arguments = worker["spec"]["template"]["spec"]["containers"][0]["args"]
    return [one.removeprefix("--queues=").split(",") for one in arguments if one.startswith("--queues=")]


def skip_unless_open(way: str) -> None:
    if not is_open(way):
        pytest.skip(NO_KUBECTL)
