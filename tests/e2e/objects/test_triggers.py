"""KEDA reads every key of every trigger that qc writes, as it was meant."""

from collections.abc import Callable

import pytest

import faults
import triggers
from built import each_site, first, good, nobody_complains, objects
from relations import name_of, of_kind


@each_site
def test_keda_reads_every_key(name: str) -> None:
    nobody_complains({name_of(one): triggers.complaints(one) for one in of_kind(objects(name), "ScaledObject")})


@pytest.mark.parametrize(
    "fault",
    [
        faults.number_in_metadata,
        faults.unknown_key,
        faults.no_list,
        faults.no_address,
        faults.word_for_a_number,
        faults.address_as_url,
        faults.service_without_namespace,
        faults.password_in_clear,
    ],
)
def test_a_fault_is_found(fault: Callable[[dict], None]) -> None:
    scaler = first("ScaledObject", good())
    fault(scaler)
    assert len(triggers.complaints(scaler)) == 1
