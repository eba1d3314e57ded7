"""The models that npm has of KEDA and others take the objects that qc writes."""

from collections.abc import Callable

import pytest

import faults
import models
from built import SITES, first, good, nobody_complains, objects
from relations import name_of


def test_objects_fit_the_models() -> None:
    asked = [(name, one) for name in SITES for one in objects(name)]
    answers = models.complaints([one for _, one in asked])
    nobody_complains({f"{name}: {name_of(one)}": answer for (name, one), answer in zip(asked, answers)})


@pytest.mark.parametrize("fault", [faults.number_in_metadata, faults.no_target])
def test_a_fault_is_found(fault: Callable[[dict], None]) -> None:
    scaler = first("ScaledObject", good())
    fault(scaler)
    assert models.complaints([scaler]) != [[]]
