"""Judges what no schema sees: whether the objects of a site fit each other.

In: all objects of a site. Out: what the API server, KEDA's webhook or nobody would say about them, before a pod waits
for ever.
"""

import re
from collections import Counter
from collections.abc import Iterator

import formulas

# KEDA puts `keda-hpa-` before it, and that too has 63 characters at most.
LONGEST_SCALED_OBJECT = 54
LONGEST_NAME = 63
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")


def complaints(objects: list[dict]) -> list[str]:
    deployments, scalers = of_kind(objects, "Deployment"), of_kind(objects, "ScaledObject")
    autoscalers = of_kind(objects, "HorizontalPodAutoscaler")
    budgets, watchers = of_kind(objects, "PodDisruptionBudget"), of_kind(objects, "VerticalPodAutoscaler")
    return [
        *repeated("objects have one name", [key(one) for one in objects]),
        *repeated("scalers have one target", [target(scaler) for scaler in scalers + autoscalers]),
        *(f"{name_of(one)}: {found}" for one in objects for found in of_name(one)),
        *(f"{name_of(one)}: {found}" for one in deployments for found in of_deployment(one)),
        *(f"{name_of(one)}: {found}" for one in scalers for found in of_scaler(one, objects)),
        *(f"{name_of(one)}: {found}" for one in autoscalers for found in of_autoscaler(one, objects)),
        *(f"{name_of(one)}: what it watches is not there" for one in watchers if targeted(one, objects) is None),
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
    deployment = targeted(scaler, objects)
    yield from of_target(deployment)
    if deployment is not None:
        yield from of_queues(scaler, deployment)
        yield from of_user(scaler, deployment)
    yield from of_authentication(scaler, objects)
    yield from repeated("triggers have one name", [one["name"] for one in spec["triggers"] if "name" in one])
    yield from formulas.complaints(scaler, None if deployment is None else running(deployment))


def of_autoscaler(autoscaler: dict, objects: list[dict]) -> Iterator[str]:
    spec = autoscaler["spec"]
    if not 1 <= spec.get("minReplicas", 1) <= spec["maxReplicas"]:
        yield "more pods at least than at most, or none"
    deployment = targeted(autoscaler, objects)
    yield from of_target(deployment)
    resources = {} if deployment is None else container(deployment).get("resources", {})
    for metric in (one["resource"] for one in spec["metrics"]):
        if metric["target"]["type"] == "Utilization" and metric["name"] not in resources.get("requests", {}):
            yield f"a share of {metric['name']}, of which its pods request nothing"


def of_target(deployment: dict | None) -> Iterator[str]:
    if deployment is None:
        yield "what it scales is not there"
    elif "replicas" in deployment["spec"]:
        yield "what it scales says how many pods it has, which undoes the scaler's work at every apply"


def of_queues(scaler: dict, deployment: dict) -> Iterator[str]:
    """Each queue is watched as a whole: where one is several lists, each of them has the same."""
    consumed, lists = queues(deployment), Counter()
    for trigger in scaler["spec"]["triggers"]:
        name = trigger["metadata"].get("listName", trigger["metadata"].get("queueName"))
        if trigger["type"] == "cron" or str(name).endswith(f"unacked.{deployment['metadata']['name']}"):
            continue
        # Of the queues `b` and `b-3` the longer name is meant by `b-3`.
        queue = max((queue for queue in consumed if is_of(str(name), queue)), key=len, default=None)
        if queue is None:
            yield f"the worker does not consume {name}"
        lists[queue] += 1
    for queue in consumed:
        if not lists[queue]:
            yield f"no trigger watches {queue}"
        elif lists[queue] != max(lists.values()):
            yield f"a list of {queue} is not watched"


def is_of(name: str, queue: str) -> bool:
    """Whether a list is a queue's: its own, or that of one of its priorities."""
    return name.endswith(queue) or re.sub(r"[^A-Za-z0-9]+\d$", "", name).endswith(queue)


def running(deployment: dict) -> int:
    """How many tasks a pod runs at once at least."""
    options = dict(one.split("=", 1) for one in container(deployment).get("args", []) if one.startswith("--") and "=" in one)
    least = options["--autoscale"].split(",")[1] if "--autoscale" in options else options.get("--concurrency", "1")
    return max(int(least), 1)


def of_user(scaler: dict, deployment: dict) -> Iterator[str]:
    variables = {variable["name"] for variable in container(deployment).get("env", [])}
    for trigger in scaler["spec"]["triggers"]:
        user = trigger["metadata"].get("usernameFromEnv")
        if user is not None and user not in variables:
            yield f"the worker's container has no variable {user}"
        if user is not None and "authenticationRef" not in trigger:
            yield "KEDA takes a user of RabbitMQ only together with a password"


def of_authentication(scaler: dict, objects: list[dict]) -> Iterator[str]:
    there = {key(one) for one in of_kind(objects, "TriggerAuthentication")}
    for trigger in scaler["spec"]["triggers"]:
        reference = trigger.get("authenticationRef")
        if reference and ("TriggerAuthentication", namespace(scaler), reference["name"]) not in there:
            yield f"TriggerAuthentication {reference['name']} is not there"


def targeted(scaler: dict, objects: list[dict]) -> dict | None:
    return next((one for one in of_kind(objects, "Deployment") if key(one) == target(scaler)), None)


def container(deployment: dict) -> dict:
    return deployment["spec"]["template"]["spec"]["containers"][0]


def queues(deployment: dict) -> list[str]:
    arguments = container(deployment)["args"]
    lists = [one.removeprefix("--queues=") for one in arguments if one.startswith("--queues=")]
    return [queue for names in lists for queue in names.split(",")]


def selects(selecting: dict, deployment: dict) -> bool:
    wanted = selecting["spec"]["selector"]["matchLabels"]
    return wanted.items() <= deployment["spec"]["template"]["metadata"]["labels"].items()


def target(scaler: dict) -> tuple[str, str, str]:
    reference = scaler["spec"].get("scaleTargetRef", scaler["spec"].get("targetRef", {}))
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
