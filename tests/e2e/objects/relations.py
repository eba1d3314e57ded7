"""Judges what no schema sees: whether the objects of a site fit each other.

In: all objects of a site. Out: what the API server, KEDA's webhook or nobody would say about them, before a pod waits
for ever.
"""

import re
from collections import Counter
from collections.abc import Iterator

# KEDA puts `keda-hpa-` before it, and that too has 63 characters at most.
LONGEST_SCALED_OBJECT = 54
LONGEST_NAME = 63
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")


def complaints(objects: list[dict]) -> list[str]:
    deployments, scalers = of_kind(objects, "Deployment"), of_kind(objects, "ScaledObject")
    budgets = of_kind(objects, "PodDisruptionBudget")
    return [
        *repeated("objects have one name", [key(one) for one in objects]),
        *repeated("scalers have one target", [target(scaler) for scaler in scalers]),
        *(f"{name_of(one)}: {found}" for one in objects for found in of_name(one)),
        *(f"{name_of(one)}: {found}" for one in deployments for found in of_deployment(one)),
        *(f"{name_of(one)}: {found}" for one in scalers for found in of_scaler(one, objects)),
        *(f"{name_of(one)}: it selects no pod" for one in budgets if not any(selects(one, it) for it in deployments)),
    ]


def of_name(an_object: dict) -> Iterator[str]:
    name = an_object["metadata"]["name"]
    longest = LONGEST_SCALED_OBJECT if an_object["kind"] == "ScaledObject" else LONGEST_NAME
    if not LABEL.fullmatch(name):
        yield "not a name in Kubernetes"
    if len(name) > longest:
        yield f"its name has more than {longest} characters"


def of_deployment(deployment: dict) -> Iterator[str]:
    pod = deployment["spec"]["template"]["spec"]
    volumes = {volume["name"] for volume in pod.get("volumes", [])}
    if not selects(deployment, deployment):
        yield "it does not select its own pods"
    for container in pod["containers"]:
        missing = {mount["name"] for mount in container.get("volumeMounts", [])} - volumes
        if missing:
            yield f"no volume is called {sorted(missing)}"


def of_scaler(scaler: dict, objects: list[dict]) -> Iterator[str]:
    spec = scaler["spec"]
    if spec.get("minReplicaCount", 0) > spec.get("maxReplicaCount", 100):
        yield "more pods at least than at most"
    yield from of_target(scaler, objects)
    yield from of_authentication(scaler, objects)
    yield from repeated("triggers have one name", [one["name"] for one in spec["triggers"] if "name" in one])


def of_target(scaler: dict, objects: list[dict]) -> Iterator[str]:
    deployment = next((one for one in of_kind(objects, "Deployment") if key(one) == target(scaler)), None)
    if deployment is None:
        yield "what it scales is not there"
        return
    if "replicas" in deployment["spec"]:
        yield "what it scales says how many pods it has, which undoes the scaler's work at every apply"
    watched = {trigger["metadata"].get("listName") for trigger in scaler["spec"]["triggers"]}
    for queue in queues(deployment):
        if not any(str(name).endswith(queue) for name in watched):
            yield f"no trigger watches {queue}"
    for name in watched:
        if not any(str(name).endswith(queue) for queue in queues(deployment)):
            yield f"the worker does not consume {name}"


def of_authentication(scaler: dict, objects: list[dict]) -> Iterator[str]:
    there = {key(one) for one in of_kind(objects, "TriggerAuthentication")}
    for trigger in scaler["spec"]["triggers"]:
        reference = trigger.get("authenticationRef")
        if reference and ("TriggerAuthentication", namespace(scaler), reference["name"]) not in there:
            yield f"TriggerAuthentication {reference['name']} is not there"


def queues(deployment: dict) -> list[str]:
    arguments = deployment["spec"]["template"]["spec"]["containers"][0]["args"]
    lists = [one.removeprefix("--queues=") for one in arguments if one.startswith("--queues=")]
    return [queue for names in lists for queue in names.split(",")]


def selects(selecting: dict, deployment: dict) -> bool:
    wanted = selecting["spec"]["selector"]["matchLabels"]
    return wanted.items() <= deployment["spec"]["template"]["metadata"]["labels"].items()


def target(scaler: dict) -> tuple[str, str, str]:
    reference = scaler["spec"].get("scaleTargetRef", {})
    return reference.get("kind", "Deployment"), namespace(scaler), reference.get("name", "")


def key(an_object: dict) -> tuple[str, str, str]:
    return an_object["kind"], namespace(an_object), an_object["metadata"]["name"]


def namespace(an_object: dict) -> str:
    return an_object["metadata"].get("namespace", "default")


def name_of(an_object: dict) -> str:
    return f"{an_object['kind']} {an_object['metadata']['name']}"


def of_kind(objects: list[dict], kind: str) -> list[dict]:
    return [one for one in objects if one["kind"] == kind]


def repeated(what: str, names: list) -> list[str]:
    return [f"{count} {what}: {name}" for name, count in Counter(names).items() if count > 1]
