"""Compares two sets of objects.

In: Tutor's objects and qc's. Out: every difference, with its path, such as
`spec.template.spec.containers[lms-worker].args[--hostname]`.

Nothing is passed over. What has a name is compared by its name, wherever it stands in its list, and where the two sides
have the same names in another order that is a difference of its own, at `…(order)`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


class Absent:
    """The value of what one side does not have."""

    def __repr__(self) -> str:
        return "absent"


ABSENT = Absent()


@dataclass(frozen=True)
class Difference:
    kind: str
    object: str
    path: str
    tutor: Any
    qc: Any

    def __str__(self) -> str:
        where = f"{self.kind} {self.object} {self.path or '(the object)'}"
        return f"{where}\n    Tutor: {self.tutor!r}\n    qc:    {self.qc!r}"


def differences(tutor: list[dict], qc: list[dict]) -> list[Difference]:
    ours, theirs = by_identity(qc), by_identity(tutor)
    return [
        Difference(kind, name, *found)
        for kind, name in sorted(theirs.keys() | ours.keys())
        for found in walk("", theirs.get((kind, name), ABSENT), ours.get((kind, name), ABSENT))
    ]


def by_identity(objects: list[dict]) -> dict[tuple[str, str], dict]:
    found = {identity(an_object): an_object for an_object in objects}
    assert len(found) == len(objects), "two objects have one identity"
    return found


def identity(an_object: dict) -> tuple[str, str]:
    """Kind and name; of a ScaledObject the name of what it scales, for the two sides call it otherwise."""
    if an_object["kind"] == "ScaledObject":
        return "ScaledObject", an_object["spec"]["scaleTargetRef"]["name"]
    return an_object["kind"], an_object["metadata"]["name"]


def walk(path: str, tutor: Any, qc: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(tutor, dict) and isinstance(qc, dict):
        yield from walk_names(path, tutor, qc, lambda name: field(path, name))
        return
    named = (by_name(tutor), by_name(qc)) if isinstance(tutor, list) and isinstance(qc, list) else (None, None)
    if None not in named:
        yield from walk_names(path, *named, lambda name: f"{path}[{name}]")
        yield from order(path, *named)
    elif not same(tutor, qc):
        yield path, tutor, qc


def walk_names(path: str, tutor: dict, qc: dict, step) -> Iterator[tuple[str, Any, Any]]:
    for name in sorted(tutor.keys() | qc.keys()):
        yield from walk(step(name), tutor.get(name, ABSENT), qc.get(name, ABSENT))


def order(path: str, tutor: dict, qc: dict) -> Iterator[tuple[str, Any, Any]]:
    theirs = [name for name in tutor if name in qc]
    ours = [name for name in qc if name in tutor]
    if theirs != ours:
        yield f"{path}(order)", theirs, ours


def field(path: str, name: str) -> str:
    if not name.replace("_", "").isalnum():
        return f"{path}[{name}]"
    return f"{path}.{name}" if path else name


def by_name(items: list) -> dict | None:
    """The items by their names, or nothing where they have none."""
    if all(isinstance(item, str) for item in items):
        return by_option(items)
    for name_of in NAMES:
        try:
            named = {name_of(item): item for item in items}
        except (KeyError, TypeError):
            continue
        if len(named) == len(items):
            return named
    return None


NAMES = [
    lambda trigger: trigger["metadata"]["listName"],
    lambda mount: mount["mountPath"],
    lambda container_or_volume: container_or_volume["name"],
]


def by_option(arguments: list[str]) -> dict:
    """`--queues=a` under `--queues`; an option that is there twice has both values, in their order."""
    named: dict = {}
    for argument in arguments:
        option = argument.partition("=")[0]
        earlier = named.get(option)
        named[option] = argument if earlier is None else f"{earlier} {argument}"
    return named


def same(tutor: Any, qc: Any) -> bool:
    """Equal and of one type: `3` is not `"3"`, `1` is not `true`."""
    if type(tutor) is not type(qc):
        return False
    if isinstance(tutor, list):
        return len(tutor) == len(qc) and all(map(same, tutor, qc))
    return tutor == qc
