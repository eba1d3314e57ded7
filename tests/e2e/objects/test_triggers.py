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


@pytest.mark.parametrize(
    "fault",
    [
        faults.amqp,
        faults.password_in_the_url,
        faults.host_without_namespace,
        faults.no_queue,
        faults.word_for_a_length,
        faults.password_in_clear,
        faults.user_in_the_trigger,
    ],
)
def test_a_fault_of_rabbitmq_is_found(fault: Callable[[dict], None]) -> None:
    scaler = first("ScaledObject", good("sites-rabbitmq"))
    fault(scaler)
    assert len(triggers.complaints(scaler)) == 1


@pytest.mark.parametrize(
    ("key", "value"),
    [("start", "0 8 * * 7"), ("end", "@daily"), ("end", "0 0 18 * * 1"), ("timezone", "MEZ+1 "), ("desiredReplicas", "")],
)
def test_a_fault_of_a_window_is_found(key: str, value: str) -> None:
    window = {"start": "0 8 * * 1-5", "end": "0 18 * * 1-5", "timezone": "Europe/Berlin", "desiredReplicas": "5"}
    scaler = {"spec": {"triggers": [{"type": "cron", "metadata": window}]}}
    assert triggers.complaints(scaler) == []
    window[key] = value
    assert len(triggers.complaints(scaler)) == 1
