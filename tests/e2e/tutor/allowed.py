"""The differences that are allowed.

In: `differences.yaml`. Out: for a difference, the entry that allows it, if one does.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from compare import ABSENT, Difference

FILE = Path(__file__).with_name("differences.yaml")


@dataclass(frozen=True)
class Matches:
    """`!matches EXPRESSION`: a text that the whole expression matches."""

    expression: str


@dataclass(frozen=True)
class Allowed:
    name: str
    reason: str
    kind: str
    path: str
    tutor: Any
    qc: Any
    object: str = "*"
    # Where the difference is there: in all layouts and both ways, if nothing is said.
    layouts: list[str] = field(default_factory=list)
    way: str | None = None

    def allows(self, difference: Difference, layout: str, way: str) -> bool:
        groups: dict[str, str] = {}
        return (
            star_fits(self.kind, difference.kind)
            and star_fits(self.object, difference.object)
            and star_fits(self.path, difference.path)
            and (not self.layouts or layout in self.layouts)
            and self.way in (None, way)
            and fits(self.tutor, difference.tutor, groups)
            and fits(self.qc, difference.qc, groups)
        )


def entries() -> list[Allowed]:
    return [Allowed(**entry) for entry in yaml.load(FILE.read_text(), Loader)]


def star_fits(pattern: str, text: str) -> bool:
    """Whether a text is the pattern, where `*` stands for anything."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text) is not None


def fits(pattern: Any, value: Any, groups: dict[str, str]) -> bool:
    """Whether a value is what an entry says. A group that Tutor's value and qc's both name is the same text in both."""
    if isinstance(pattern, Matches):
        found = re.fullmatch(pattern.expression, value) if isinstance(value, str) else None
        return found is not None and all(groups.setdefault(*group) == group[1] for group in found.groupdict().items())
    if type(pattern) is not type(value):
        return False
    if isinstance(pattern, dict):
        return pattern.keys() == value.keys() and all(fits(pattern[key], value[key], groups) for key in pattern)
    if isinstance(pattern, list):
        return len(pattern) == len(value) and all(fits(one, other, groups) for one, other in zip(pattern, value))
    return pattern == value


class Loader(yaml.SafeLoader):
    """YAML with the two marks that a value can have."""


Loader.add_constructor("!absent", lambda loader, node: ABSENT)
Loader.add_constructor("!matches", lambda loader, node: Matches(loader.construct_scalar(node)))
