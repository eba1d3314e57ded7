"""Judges the formula of a ScaledObject, which no schema reads: KEDA computes it from its triggers.

In: a ScaledObject, and how many tasks a pod of it runs. Out: names that the formula and the triggers do not share, and
what it gives where it should give something else. The few words of KEDA's language that qc writes (expr-lang) mean the
same in Python.
"""

import math
import re
from collections.abc import Iterator

WORDS = {"max": max, "ceil": math.ceil}
NAME = re.compile(r"[A-Za-z_]\w*")
# KEDA keeps thousandths of what a formula gives; less is nothing.
LEAST = 0.001


def complaints(scaler: dict, running: int | None) -> Iterator[str]:
    modifiers = scaler["spec"].get("advanced", {}).get("scalingModifiers")
    if modifiers is None:
        return
    triggers = scaler["spec"]["triggers"]
    used, there = set(NAME.findall(modifiers["formula"])) - WORDS.keys(), {one.get("name") for one in triggers}
    if used != there:
        yield f"its formula reads {sorted(used)}, and its triggers are {sorted(map(str, there))}"
        return
    if (modifiers["target"], modifiers["metricType"]) != ("1", "AverageValue"):
        yield "its formula does not give pods"
    yield from of_values(modifiers["formula"], triggers)
    yield from of_activation(modifiers, triggers)
    if running is not None and "in_flight" in used:
        yield from of_busy_pods(modifiers["formula"], used, running)


def of_values(formula: str, triggers: list[dict]) -> Iterator[str]:
    windows = {one["name"]: int(one["metadata"]["desiredReplicas"]) for one in triggers if one["type"] == "cron"}
    lists = [one["name"] for one in triggers if one["type"] != "cron"]
    # A window that is shut gives 1 before KEDA 2.18, and 0 from then on.
    for shut in (0, 1):
        still = dict.fromkeys(lists, 0) | dict.fromkeys(windows, shut)
        if value(formula, still) != 0:
            yield f"its formula wants pods where nothing is to be done: {value(formula, still)}"
        for name in lists:
            if value(formula, still | {name: 1}) < LEAST:
                yield f"its formula does not see one task in {name}"
        for name, replicas in windows.items():
            if value(formula, still | {name: replicas}) != replicas - 1:
                yield f"its formula does not give what the window {name} asks for"


def of_activation(modifiers: dict, triggers: list[dict]) -> Iterator[str]:
    activation = float(modifiers.get("activationTarget", 0))
    asked = [int(one["metadata"]["desiredReplicas"]) - 1 for one in triggers if one["type"] == "cron"]
    if any(pods <= activation for pods in asked):
        yield "a window does not start a worker that rests at zero"


def of_busy_pods(formula: str, names: set[str], running: int) -> Iterator[str]:
    """Where running tasks count, pods that are full of them stay, while nothing waits and windows are shut."""
    for pods in (1, 3, 20):
        wanted = value(formula, dict.fromkeys(names, 0) | {"in_flight": pods * running})
        if wanted < pods:
            yield f"its formula keeps {wanted} of {pods} pods that are busy"


def value(formula: str, values: dict[str, int]) -> float:
    return float(eval(formula, {"__builtins__": {}}, WORDS | values))
