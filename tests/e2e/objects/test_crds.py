"""Every version of KEDA that a site may run takes the objects that qc writes for it, by its own schema."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import core
import crds
import faults
import triggers
from built import each_site, first, good, nobody_complains, objects
from relations import name_of

if not crds.versions():
    pytest.skip("no ../shared/data/crds beside the clone: the CRDs' own schemas are not asked", allow_module_level=True)

each_version = pytest.mark.parametrize("folder", crds.versions(), ids=lambda folder: folder.name)


@each_version
@each_site
def test_objects_fit_their_crds(name: str, folder: Path) -> None:
    known = [one for one in objects(name) if crds.knows(one, folder)]
    nobody_complains({name_of(one): crds.complaints(one, folder) for one in known})


@each_site
def test_every_object_has_a_judge(name: str) -> None:
    newest = crds.versions()[0]
    assert [one for one in objects(name) if not core.knows(one) and not crds.knows(one, newest)] == []


@each_version
@pytest.mark.parametrize("fault", [faults.number_in_metadata, faults.no_target, faults.unknown_field])
def test_a_fault_is_found(fault: Callable[[dict], None], folder: Path) -> None:
    scaler = first("ScaledObject", good())
    fault(scaler)
    assert crds.complaints(scaler, folder)


def test_our_list_of_keys_agrees_with_keda_s() -> None:
    theirs = json.loads((crds.FOLDER / "trigger_keys.json").read_text())
    numbers = {"int": "integer", "int64": "integer", "float": "number"}
    meaning = numbers | {"string": "text", "bool": "switch", "string-list": "list", "cron5": "cron", "tz": "zone"}
    for trigger, ours in triggers.KEYS.items():
        for key, form in ours["keys"].items():
            from_env = key.endswith("FromEnv")
            fact = theirs[trigger][key.removesuffix("FromEnv")]
            assert ("E" if from_env else "M") in fact["from"], key
            assert form == ("text" if from_env else meaning[fact["type"]]) + "!" * fact["required"], key
