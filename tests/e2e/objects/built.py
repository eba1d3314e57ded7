"""What the tests of this folder judge: every site of the suite, built, and one of them with faults put into it."""

from copy import deepcopy
from functools import cache

import pytest

import qc
from sites import sites

SITES = sites()
each_site = pytest.mark.parametrize("name", SITES)


@cache
def objects(name: str) -> list[dict]:
    return qc.objects(SITES[name])


def good(name: str = "sites-every-clause") -> list[dict]:
    """A site to be spoiled; without a name the one in which every kind of object stands."""
    return deepcopy(objects(name))


def first(kind: str, among: list[dict]) -> dict:
    return next(one for one in among if one["kind"] == kind)


def nobody_complains(complaints: dict[str, list[str]]) -> None:
    said = [f"{about}: {complaint}" for about, several in complaints.items() for complaint in several]
    if said:
        pytest.fail("\n".join(said), pytrace=False)
